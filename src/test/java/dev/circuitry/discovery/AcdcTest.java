package dev.circuitry.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.graph.Node;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.SenderOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcdcTest {
    private final ComputationalGraph graph =
            new ComputationalGraph(new GraphShape(2, 2, 2, MlpPlacement.SEQUENTIAL, false));
    private final Log log = new Log();

    @Test
    void keepsEdgeWhoseEffectEqualsTheThreshold() {
        var edge = edge("blocks.1.hook_resid_post[:]", "blocks.1.hook_mlp_out[:]");
        var found = new Acdc(options(0.25, false)).discover(graph, weighing(edge, 0.25), log);
        assertThat(found.circuit().countedEdges()).containsExactly(edge);
        assertThat(found.effects()).containsEntry(edge, 0.25);
    }

    @Test
    void removesEdgeWhoseRemovalHelpsUnlessTheAbsoluteEffectIsCompared() {
        var edge = edge("blocks.1.hook_resid_post[:]", "blocks.0.hook_mlp_out[:]");
        var signed = new Acdc(options(0.1, false)).discover(graph, weighing(edge, -1), log);
        assertThat(signed.circuit().contains(edge)).isFalse();
        assertThat(signed.metric()).isEqualTo(-1);
        var absolute = new Acdc(options(0.1, true)).discover(graph, weighing(edge, -1), log);
        assertThat(absolute.circuit().contains(edge)).isTrue();
        assertThat(absolute.effects()).containsEntry(edge, -1.0);
    }

    @Test
    void thresholdZeroKeepsEdgesWithoutEffect() {
        var found = new Acdc(options(0, false)).discover(graph, new Metric(circuit -> 0), log);
        assertThat(found.circuit()).isEqualTo(graph.full());
        assertThat(found.ending().steps()).isEqualTo((int) graph.nodes().count());
        assertThat(found.ending().evaluations()).isEqualTo(graph.full().size());
    }

    @Test
    void receiversThatNothingReadsAreNeitherVisitedNorKeepInputs() {
        var found = new Acdc(options(1, false)).discover(graph, new Metric(circuit -> 0), log);
        assertThat(found.circuit().edges()).isEmpty();
        assertThat(log.visited)
                .as("the output, and the embedding although nothing reads it")
                .extracting(Node::name)
                .containsExactly("blocks.1.hook_resid_post[:]", "blocks.0.hook_resid_pre[:]");
    }

    @Test
    void edgesStayWhoseSenderLosesItsInputsLater() {
        var kept = edge("blocks.1.hook_resid_post[:]", "blocks.1.hook_mlp_out[:]");
        var found = new Acdc(options(0.5, false)).discover(graph, weighing(kept, 1), log);
        assertThat(found.circuit().contains(kept)).isTrue();
        assertThat(found.circuit().inputsOf(kept.sender())).hasSize(1); // its placeholder
        assertThat(found.circuit().inputsOf(graph.node("blocks.1.hook_mlp_in[:]").orElseThrow()))
                .isEmpty();
    }

    @Test
    void everyEdgeIsKeptRemovedOrPrunedAndTestedAtMostOnce() {
        new Acdc(options(0.5, false))
                .discover(graph, new Metric(circuit -> -circuit.size() % 7), log);
        Set<Edge> tested = new HashSet<>();
        log.decisions.forEach(decision -> assertThat(tested.add(decision.edge())).isTrue());
        assertThat(tested).allMatch(edge -> edge.type().isMeasured());
        for (int i = 0; i < log.decisions.size(); i++) {
            assertThat(log.decisions.get(i).seq()).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void sendersAreTestedInTheOrderAskedFor(Order order) {
        var options = new AcdcOptions(0, false, new SenderOrder(order, order, 7), 1, false);
        new Acdc(options).discover(graph, new Metric(circuit -> 0), log);
        var senders = log.decisions.stream().map(decision -> decision.edge().sender().label());
        switch (order) {
            case NORMAL ->
                    assertThat(senders)
                            .containsExactly("m1", "a1.1", "a1.0", "m0", "a0.1", "a0.0", "embed");
            case REVERSE ->
                    assertThat(senders)
                            .containsExactly("embed", "a0.0", "a0.1", "m0", "a1.0", "a1.1", "m1");
            case RANDOM ->
                    // Python: random.seed(7), shuffle the five names, then each name's heads as it
                    // comes
                    assertThat(senders)
                            .containsExactly("embed", "m1", "a0.0", "a0.1", "a1.0", "a1.1", "m0");
        }
    }

    @Test
    void stopsAfterOneStepOrTheMostEpochsAndSaysSo() {
        var one =
                new AcdcOptions(
                        0, false, new SenderOrder(Order.NORMAL, Order.NORMAL, 0), 100, true);
        assertThat(new Acdc(one).discover(graph, new Metric(circuit -> 0), log).ending())
                .isEqualTo(new Discovery.Ending(1, 7, StoppedBy.SINGLE_STEP));
        var three =
                new AcdcOptions(0, false, new SenderOrder(Order.NORMAL, Order.NORMAL, 0), 3, false);
        var found = new Acdc(three).discover(graph, new Metric(circuit -> 0), log);
        assertThat(found.ending().steps()).isEqualTo(3);
        assertThat(found.ending().stoppedBy()).isEqualTo(StoppedBy.MAX_NUM_EPOCHS);
        assertThat(found.untestedEdges())
                .isEqualTo(graph.full().size() - found.ending().evaluations());
    }

    @Test
    void warnsWherePruningMovesTheMetric() {
        var dead = edge("blocks.1.attn.hook_q[:, :, 1]", "blocks.1.hook_q_input[:, :, 1]");
        new Acdc(options(1, false))
                .discover(graph, new Metric(circuit -> circuit.contains(dead) ? 0 : 0.01), log);
        assertThat(log.warnings)
                .singleElement()
                .asString()
                .contains("moved the metric from 0.0 to 0.01");
    }

    @Test
    void anInfiniteMetricDecidesNothingAndNamesTheEdge() {
        var edge = edge("blocks.1.hook_resid_post[:]", "blocks.0.hook_mlp_out[:]");
        assertThatThrownBy(
                        () ->
                                new Acdc(options(0.1, false))
                                        .discover(
                                                graph,
                                                new Metric(
                                                        circuit ->
                                                                circuit.contains(edge)
                                                                        ? 0
                                                                        : Double.NaN),
                                                log))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("blocks.1.hook_resid_post[:] <- blocks.0.hook_mlp_out[:]")
                .extracting(problem -> ((ProblemException) problem).code())
                .isEqualTo(ProblemCode.NON_FINITE_METRIC);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void aRunTakenUpAfterAnyStepEndsWithTheSameLog(Order order) {
        var options = new AcdcOptions(0.3, false, new SenderOrder(order, order, 11), 1000, false);
        var metric = new Metric(circuit -> -(circuit.hashCode() % 1000) / 700.0);
        var whole = new Acdc(options).discover(graph, metric, log);
        for (int done = 0; done <= log.steps.size(); done++) {
            var past = log.upTo(done);
            var rest = new Log();
            var resumed = new Acdc(options).resume(graph, metric, past, rest);
            assertThat(resumed).isEqualTo(whole);
            assertThat(Stream.concat(past.decisions().stream(), rest.decisions.stream()))
                    .containsExactlyElementsOf(log.decisions);
            assertThat(Stream.concat(past.steps().stream(), rest.steps.stream()))
                    .containsExactlyElementsOf(log.steps);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 32})
    void guessingAheadLeavesTheLogAsItIs(int width) {
        ToDoubleFunction<Circuit> metric = circuit -> -(circuit.hashCode() % 1000) / 700.0;
        var alone = new Acdc(options(0.3, false)).discover(graph, new Metric(metric), log);
        List<Integer> asked = new ArrayList<>();
        var rest = new Log();
        var together =
                new Acdc(options(0.3, false))
                        .discover(graph, new WideMetric(metric, width, asked), rest);
        assertThat(together).isEqualTo(alone);
        assertThat(rest.decisions).isEqualTo(log.decisions);
        assertThat(rest.steps).isEqualTo(log.steps);
        assertThat(asked)
                .allMatch(circuits -> circuits <= width)
                .anyMatch(circuits -> circuits > 2);
    }

    @Test
    void anEffectWithinTheNoiseOfGuessesIsMeasuredByItself() {
        var inputs = graph.inputsOf(graph.fromOutputToInput().get(0));
        var near = inputs.get(inputs.size() - 3);
        CircuitEvaluator guesses =
                start ->
                        new StepEvaluator() {
                            @Override
                            public double[] evaluate(List<Circuit> circuits) {
                                double noise = circuits.size() > 1 ? 1e-9 : 0;
                                return circuits.stream()
                                        .mapToDouble(it -> it.contains(near) ? 0 : 0.25 - noise)
                                        .toArray();
                            }

                            @Override
                            public int width() {
                                return 8;
                            }

                            @Override
                            public double noise(double metric) {
                                return 1e-8;
                            }

                            @Override
                            public void close() {}
                        };

        var found = new Acdc(options(0.25, false)).discover(graph, guesses, log);

        assertThat(found.effects()).containsEntry(near, 0.25);
        assertThat(found.circuit().countedEdges()).containsExactly(near);
    }

    @Test
    void anInfiniteMetricAmongGuessesNamesTheFirstEdgeItConcerns() {
        var kept = graph.inputsOf(graph.fromOutputToInput().get(0)).get(1);
        ToDoubleFunction<Circuit> metric =
                circuit -> circuit.contains(kept) ? 0 : Double.POSITIVE_INFINITY;
        var asked = new ArrayList<Integer>();
        assertThatThrownBy(
                        () ->
                                new Acdc(options(0.3, false))
                                        .discover(graph, new WideMetric(metric, 8, asked), log))
                .hasMessageContaining(kept.toString());
        assertThat(log.decisions).hasSize(1);
    }

    private Edge edge(String receiver, String sender) {
        return graph.edge(graph.node(sender).orElseThrow(), graph.node(receiver).orElseThrow())
                .orElseThrow();
    }

    private static AcdcOptions options(double threshold, boolean absolute) {
        return new AcdcOptions(
                threshold,
                absolute,
                new SenderOrder(Order.NORMAL, Order.NORMAL, 0),
                100_000,
                false);
    }

    private static Metric weighing(Edge edge, double weight) {
        return new Metric(circuit -> circuit.contains(edge) ? 0 : weight);
    }

    /** A metric that is a function of the circuit, without any model. */
    private record Metric(ToDoubleFunction<Circuit> of) implements CircuitEvaluator {
        @Override
        public StepEvaluator at(Circuit start) {
            return new StepEvaluator() {
                @Override
                public double[] evaluate(List<Circuit> circuits) {
                    return circuits.stream().mapToDouble(of).toArray();
                }

                @Override
                public void close() {}
            };
        }
    }

    /** The same for evaluators that gain from several circuits a call. */
    private record WideMetric(ToDoubleFunction<Circuit> of, int width, List<Integer> asked)
            implements CircuitEvaluator {
        @Override
        public StepEvaluator at(Circuit start) {
            return new StepEvaluator() {
                @Override
                public double[] evaluate(List<Circuit> circuits) {
                    asked.add(circuits.size());
                    return circuits.stream().mapToDouble(of).toArray();
                }

                @Override
                public int width() {
                    return width;
                }

                @Override
                public void close() {}
            };
        }
    }

    private static final class Log implements DiscoveryListener {
        private final List<Node> visited = new ArrayList<>();
        private final List<Decision> decisions = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private double initialMetric;

        RunLog upTo(int step) {
            return new RunLog(
                    initialMetric,
                    steps.subList(0, step),
                    decisions.stream().filter(decision -> decision.step() <= step).toList());
        }

        @Override
        public void started(double metric, int edges) {
            initialMetric = metric;
        }

        @Override
        public void visiting(int step, Node receiver) {
            visited.add(receiver);
        }

        @Override
        public void decided(Decision decision) {
            decisions.add(decision);
        }

        @Override
        public void completed(Step step) {
            steps.add(step);
        }

        @Override
        public void warned(String warning) {
            warnings.add(warning);
        }
    }
}
