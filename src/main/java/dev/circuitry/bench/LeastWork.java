package dev.circuitry.bench;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Node;
import dev.circuitry.patching.Arithmetic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds up the multiply-adds that the evaluations of a run cannot do without; measures nothing. */
final class LeastWork implements CircuitEvaluator, DiscoveryListener {
    /** Says zero of every circuit. */
    static final CircuitEvaluator UNMEASURED = start -> new Unmeasured();

    private final Arithmetic arithmetic;
    private @Nullable Circuit circuit;
    private long ofStep;
    private long multiplyAdds;

    LeastWork(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    @Override
    public StepEvaluator at(Circuit start) {
        circuit = start;
        return new Unmeasured();
    }

    @Override
    public void visiting(int step, Node receiver) {
        ofStep = -1;
    }

    @Override
    public void decided(Decision decision) {
        if (ofStep < 0) { // the same for all of a step
            var start = Objects.requireNonNull(circuit);
            ofStep = arithmetic.evaluation(start, decision.edge().receiver());
        }
        multiplyAdds += ofStep;
    }

    /** Of all evaluations so far. */
    long multiplyAdds() {
        return multiplyAdds;
    }

    private static final class Unmeasured implements StepEvaluator {
        @Override
        public double[] evaluate(List<Circuit> circuits) {
            return new double[circuits.size()];
        }

        @Override
        public void close() {}
    }
}
