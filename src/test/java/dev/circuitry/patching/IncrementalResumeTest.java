package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.discovery.Step;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Metrics;
import dev.circuitry.metric.Scored;
import dev.circuitry.metric.Targets;
import dev.circuitry.model.Hooks;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TokenBatch;
import dev.circuitry.model.Transformer;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.SenderOrder;
import dev.circuitry.testing.ToyModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What lets a run be taken up by the incremental evaluator: the same bits whatever came between.
 */
class IncrementalResumeTest {
    private static final AcdcOptions OPTIONS =
            new AcdcOptions(
                    0.003, false, new SenderOrder(Order.REVERSE, Order.NORMAL, 0), 1000, false);

    @Test
    void aRunTakenUpAfterAnyStepEndsWithTheSameBits() {
        var random = new Random(5);
        int[][] clean = RandomCase.tokens(random, 29, new int[] {8, 8, 8});
        int[][] corrupted = RandomCase.tokens(random, 29, new int[] {8, 8, 8});
        try (var manager = TensorEngine.open("cpu");
                var model =
                        new Transformer(
                                ToyModels.weights(ToyModels.GPT), manager, Precision.FLOAT32)) {
            var prompts =
                    new Prompts(
                            TokenBatch.of(clean, manager), TokenBatch.of(corrupted, manager), null);
            var logits = model.forward(prompts.clean(), Hooks.NONE);
            var targets = new Targets(logits, Scored.last(3, 8), null, null, 29);
            var graph =
                    new ComputationalGraph(new GraphShape(2, 4, 4, MlpPlacement.SEQUENTIAL, false));
            var setting =
                    new FullForwardEvaluator.Setting(
                            model,
                            graph,
                            prompts,
                            Ablation.CORRUPTED,
                            Metrics.of(MetricKind.KL_DIV, targets));
            var whole = new Log();
            try (var evaluator = IncrementalEvaluator.of(setting, manager)) {
                new Acdc(OPTIONS).discover(graph, evaluator, whole);
            }
            assertThat(whole.steps).hasSizeGreaterThan(10);
            assertThat(whole.decisions).anyMatch(Decision::kept).anyMatch(it -> !it.kept());
            for (int done = 0; done <= whole.steps.size(); done++) {
                var past = whole.upTo(done);
                var rest = new Log();
                try (var evaluator = IncrementalEvaluator.of(setting, manager)) {
                    new Acdc(OPTIONS).resume(graph, evaluator, past, rest);
                }
                assertThat(Stream.concat(past.decisions().stream(), rest.decisions.stream()))
                        .as("taken up after step %d", done)
                        .containsExactlyElementsOf(whole.decisions);
                assertThat(Stream.concat(past.steps().stream(), rest.steps.stream()))
                        .containsExactlyElementsOf(whole.steps);
            }
        }
    }

    private static final class Log implements DiscoveryListener {
        private final List<Decision> decisions = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
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
        public void decided(Decision decision) {
            decisions.add(decision);
        }

        @Override
        public void completed(Step step) {
            steps.add(step);
        }
    }
}
