package dev.circuitry.experiment;

import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.model.FreedMemory;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Verification;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes decisions again by plain full passes, every one or each hundredth, the first among them,
 * and fails the run where one comes out otherwise. Hears of a run by standing around its evaluator
 * and before its listener; for its thread.
 */
final class Verifier implements DiscoveryListener {
    private static final Logger log = LoggerFactory.getLogger(Verifier.class);
    private static final int SAMPLE = 100;

    /** Giving memory back takes milliseconds, many times a small model's evaluation. */
    private static final long BETWEEN_GIVING_BACK = TimeUnit.SECONDS.toNanos(1);

    private final AcdcOptions options;
    private final ToDoubleFunction<Circuit> fullPass;
    private final int every;
    private @Nullable Circuit circuit; // before the next decision
    private @Nullable Circuit measured; // the last one by a full pass
    private double ofMeasured;
    private int checked;
    private double largest;
    private long gaveBack = System.nanoTime();

    /**
     * For one run.
     *
     * @param kind not {@code OFF}
     * @param fullPass the oracle
     */
    Verifier(AcdcOptions options, Verification kind, ToDoubleFunction<Circuit> fullPass) {
        this.options = options;
        this.fullPass = fullPass;
        this.every = kind == Verification.FULL ? 1 : SAMPLE;
    }

    /** The same evaluator; where steps start is noted. */
    CircuitEvaluator around(CircuitEvaluator evaluator) {
        return start -> {
            StepEvaluator step = evaluator.at(start);
            circuit = start;
            return step;
        };
    }

    @Override
    public void decided(Decision decision) {
        var with = Objects.requireNonNull(circuit);
        var without = with.without(decision.edge());
        if ((decision.seq() - 1) % every == 0) {
            compare(decision, measure(with), measure(without));
            giveBackMemory();
        }
        circuit = decision.kept() ? with : without;
    }

    /** Where decision follows decision, the circuit before is the one measured last. */
    private double measure(Circuit one) {
        if (measured == null || !one.equals(measured)) {
            ofMeasured = fullPass.applyAsDouble(one);
            measured = one;
        }
        return ofMeasured;
    }

    /** What full passes leave lies in pieces, in which little else finds room. */
    private void giveBackMemory() {
        if (System.nanoTime() - gaveBack >= BETWEEN_GIVING_BACK) {
            FreedMemory.giveBack();
            gaveBack = System.nanoTime();
        }
    }

    private void compare(Decision decision, double before, double after) {
        double difference = decision.after() - after;
        checked++;
        largest = Math.max(largest, Math.abs(difference));
        log.debug(
                "Decision {} on {}: metric {}, by full passes {}",
                decision.seq(),
                decision.edge(),
                decision.after(),
                after);
        if (options.keeps(after - before) != decision.kept()) {
            throw new ProblemException(
                    ProblemCode.VERIFICATION_FAILED,
                    "Decision "
                            + decision.seq()
                            + ", on the edge "
                            + decision.edge()
                            + ": the effect is "
                            + decision.effect()
                            + ", by full passes "
                            + (after - before)
                            + ", and the threshold "
                            + options.threshold()
                            + " lies between.");
        }
    }

    /** What it has seen. */
    RunResult.Verified seen() {
        return new RunResult.Verified(checked, largest);
    }
}
