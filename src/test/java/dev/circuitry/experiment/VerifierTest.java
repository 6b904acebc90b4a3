package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.SenderOrder;
import dev.circuitry.spec.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final AcdcOptions OPTIONS =
            new AcdcOptions(
                    0.5, false, new SenderOrder(Order.NORMAL, Order.NORMAL, 0), 1000, false);
    private static final ComputationalGraph GRAPH =
            new ComputationalGraph(new GraphShape(2, 2, 2, MlpPlacement.SEQUENTIAL, false));

    /** Every edge from an embedding or an MLP counts, so some stay and some go. */
    private static double metric(Circuit circuit) {
        return -circuit.countedEdges()
                .filter(edge -> edge.sender().toString().matches(".*(mlp|resid_pre).*"))
                .count();
    }

    @Test
    void everyDecisionIsTakenAgain() {
        var passes = new ArrayList<Circuit>();
        var verifier = verifier(Verification.FULL, circuit -> counted(passes, circuit) + 1e-9);

        int evaluations = run(verifier);

        assertThat(verifier.seen().decisions()).isEqualTo(evaluations);
        assertThat(verifier.seen().maxDifference()).isCloseTo(1e-9, within(1e-12));
        // one pass a decision, and one more after each that stays
        assertThat(passes).hasSizeLessThan(2 * evaluations);
    }

    @Test
    void aSampleIsTheFirstAndEachHundredthFromThere() {
        var verifier = verifier(Verification.SAMPLE, VerifierTest::metric);

        int evaluations = run(verifier);

        assertThat(verifier.seen().decisions()).isEqualTo((evaluations - 1) / 100 + 1);
    }

    @Test
    void aDecisionThatFullPassesTakeOtherwiseFailsTheRun() {
        var verifier = verifier(Verification.FULL, circuit -> 0.1 * metric(circuit));

        assertThatThrownBy(() -> run(verifier))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.VERIFICATION_FAILED);
                            assertThat(problem.detail())
                                    .contains("the effect is 1.0", "by full passes 0.1", "0.5");
                        });
    }

    private static double counted(List<Circuit> passes, Circuit circuit) {
        passes.add(circuit);
        return metric(circuit);
    }

    private static Verifier verifier(Verification kind, ToDoubleFunction<Circuit> oracle) {
        return new Verifier(OPTIONS, kind, oracle);
    }

    private static int run(Verifier verifier) {
        return new Acdc(OPTIONS)
                .resume(
                        GRAPH,
                        verifier.around(guessing()),
                        null,
                        verifier.then(DiscoveryListener.NONE))
                .ending()
                .evaluations();
    }

    private static CircuitEvaluator guessing() {
        return start ->
                new StepEvaluator() {
                    @Override
                    public double[] evaluate(List<Circuit> circuits) {
                        return circuits.stream().mapToDouble(VerifierTest::metric).toArray();
                    }

                    @Override
                    public int width() {
                        return 4;
                    }

                    @Override
                    public void close() {}
                };
    }
}
