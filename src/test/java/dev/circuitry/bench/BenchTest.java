package dev.circuitry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.SenderOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final ComputationalGraph GRAPH =
            new ComputationalGraph(new GraphShape(2, 4, 4, MlpPlacement.SEQUENTIAL, false));

    @TempDir private Path folder;

    @Test
    void figuresHaveTheirNamesAndCostsAreNotBelowTheLeast() throws IOException {
        var replay = record(new SenderOrder(Order.REVERSE, Order.NORMAL, 0));

        var figures = run(MetricKind.KL_DIV, List.of(replay), List.of(60));

        assertThat(figures)
                .containsKeys("plain_forward_seconds", "output_node", "replays", "states")
                .containsEntry("tokens", 6);
        assertThat(figures.get("output_node"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("evaluations", 11);
        assertThat(only(figures.get("replays")).get("evaluations")).isEqualTo(lines(replay));
        var state = only(figures.get("states"));
        assertThat((int) state.get("edges")).isBetween(50, 70);
        assertThat((double) state.get("cost_per_evaluation"))
                .isGreaterThan((double) state.get("minimum_cost"));
    }

    @Test
    void metricsOfAFewAnswersNeedNoVocabularyPass() throws IOException {
        assertThat(least(MetricKind.LOGIT_DIFF)).isLessThan(0.1 * least(MetricKind.KL_DIV));
    }

    @Test
    void aRecordOfAnotherGraphOrInNoOrderIsRefused() throws IOException {
        var shuffled = record(new SenderOrder(Order.RANDOM, Order.RANDOM, 3));
        assertThatThrownBy(() -> Replay.read(shuffled, GRAPH))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("in no fixed order");
        var other = new ComputationalGraph(new GraphShape(1, 1, 1, MlpPlacement.NONE, false));
        var replay = record(new SenderOrder(Order.NORMAL, Order.NORMAL, 0));
        assertThatThrownBy(() -> Replay.read(replay, other))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("line 2: the graph has no edge");
    }

    private double least(MetricKind metric) throws IOException {
        var output = run(metric, List.of(), List.of()).get("output_node");
        return (double) ((Map<?, ?>) output).get("minimum_cost");
    }

    private static Map<?, ?> only(Object list) {
        assertThat((List<?>) list).hasSize(1);
        return (Map<?, ?>) ((List<?>) list).get(0);
    }

    private static Map<String, Object> run(
            MetricKind metric, List<Path> replays, List<Integer> states) {
        var options =
                new BenchOptions(
                        2,
                        6,
                        Ablation.CORRUPTED,
                        metric,
                        EvaluatorKind.INCREMENTAL,
                        0.01,
                        0,
                        1,
                        2,
                        replays,
                        states);
        try (var bench = new Bench(Bench.drawn(BenchShape.TINY, 0), GRAPH, options)) {
            return bench.run();
        }
    }

    /** A run that keeps what MLPs send to the output and to queries. */
    private Path record(SenderOrder order) throws IOException {
        List<Decision> decisions = new ArrayList<>();
        var listener =
                new DiscoveryListener() {
                    @Override
                    public void decided(Decision decision) {
                        decisions.add(decision);
                    }
                };
        new Acdc(new AcdcOptions(0.5, false, order, 1000, false))
                .discover(GRAPH, counting(), listener);
        var lines = new ArrayList<>(List.of("receiver,sender,kept"));
        decisions.forEach(
                it ->
                        lines.add(
                                "\"%s\",\"%s\",%s"
                                        .formatted(
                                                it.edge().receiver(),
                                                it.edge().sender(),
                                                it.kept())));
        return Files.write(folder.resolve("decisions.csv"), lines);
    }

    private static int lines(Path file) throws IOException {
        return Files.readAllLines(file).size() - 1;
    }

    private static CircuitEvaluator counting() {
        return start ->
                new StepEvaluator() {
                    @Override
                    public double[] evaluate(List<Circuit> circuits) {
                        return circuits.stream().mapToDouble(BenchTest::metric).toArray();
                    }

                    @Override
                    public void close() {}
                };
    }

    private static double metric(Circuit circuit) {
        return -circuit.countedEdges()
                .filter(edge -> edge.toString().matches(".*(mlp_out|hook_result\\[:, :, 1).*"))
                .count();
    }
}
