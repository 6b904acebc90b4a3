package dev.circuitry.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.TensorEngine;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logits that a reader can redo by hand: two rows, two positions, three outputs. */
class MetricsTest {
    private static final double[] CLEAN = {0, 0, 0, 1, 2, 3, 0, 0, 0, 3, 1, 0};
    private static final double[] CIRCUIT = {9, 9, 9, 4, 2, 1, 9, 9, 9, 2, 2, 5};

    private final NDManager manager = TensorEngine.open("cpu");

    @AfterEach
    void close() {
        manager.close();
    }

    private double measure(MetricKind kind, long[] answers, long[][] wrong) {
        var shape = new Shape(2, 2, 3);
        var targets =
                new Targets(manager.create(CLEAN, shape), Scored.last(2, 2), answers, wrong, 3);
        return Metrics.of(kind, targets).of(manager.create(CIRCUIT, shape));
    }

    private double divergence(double... circuit) {
        var shape = new Shape(1, 1, 3);
        var clean = manager.create(new double[] {3, 1, 0}, shape);
        var targets = new Targets(clean, Scored.last(1, 1), null, null, 3);
        return Metrics.of(MetricKind.KL_DIV, targets).of(manager.create(circuit, shape));
    }

    @Test
    void divergenceIsOfTheCircuitFromTheFullModel() {
        double[] p = softmax(3, 1, 0);
        double[] q = softmax(2, 2, 5);
        double expected =
                IntStream.range(0, 3).mapToDouble(v -> p[v] * Math.log(p[v] / q[v])).sum();

        assertThat(divergence(2, 2, 5)).isCloseTo(expected, within(1e-14));
        assertThat(divergence(3, 1, 0)).isZero();
    }

    private static double[] softmax(double... logits) {
        double sum = DoubleStream.of(logits).map(Math::exp).sum();
        return DoubleStream.of(logits).map(logit -> Math.exp(logit) / sum).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e4, -700, 700, 1e4})
    void divergenceIsTheSameHoweverFarAllLogitsMove(double far) {
        assertThat(divergence(2 + far, 2 + far, 5 + far))
                .isCloseTo(divergence(2, 2, 5), within(1e-11));
    }

    @Test
    void divergenceIsFiniteWhereTheCircuitIsSureOfAnotherOutput() {
        double[] p = softmax(3, 1, 0);
        double entropy = DoubleStream.of(p).map(v -> v * Math.log(v)).sum();

        assertThat(divergence(0, 0, 2000)).isCloseTo(entropy + 2000 * (p[0] + p[1]), within(1e-11));
    }

    @ParameterizedTest
    @CsvSource({"0, -5", "-150, -60", "-1000, 3"})
    void divergenceIsTheSameHoweverFewOutputsAreReadAtOnce(double clean, double circuit) {
        var full = manager.create(new double[] {3, 1, clean}, new Shape(1, 1, 3));
        var metric =
                Metrics.of(MetricKind.KL_DIV, new Targets(full, Scored.last(1, 1), null, null, 3));
        var logits = manager.create(new double[] {2, 2, circuit}, new Shape(1, 3));

        assertThat(metric.ofScored(oneByOne(logits)))
                .isCloseTo(metric.of(logits.expandDims(0)), within(1e-12));
    }

    private static ScoredLogits oneByOne(NDArray logits) {
        var whole = ScoredLogits.of(logits);
        return new ScoredLogits() {
            @Override
            public NDArray all() {
                return logits;
            }

            @Override
            public NDArray ofTokens(NDArray tokens) {
                return whole.ofTokens(tokens);
            }

            @Override
            public NDArray parts(PartReader reader) {
                var parts = new NDList();
                for (long output = 0; output < logits.size(); output++) {
                    var part = logits.get(":, " + output).duplicate().reshape(1, 1, 1, 1);
                    parts.add(reader.read(part, output).squeeze(0));
                }
                return NDArrays.stack(parts);
            }
        };
    }

    @Test
    void aLogitThatIsNotANumberMakesTheDivergenceNone() {
        assertThat(divergence(2, Double.NaN, 5)).isNaN();
    }

    @Test
    void severalWrongAnswersCountByTheirMeanHoweverManyARowHas() {
        double difference =
                measure(MetricKind.LOGIT_DIFF, new long[] {0, 2}, new long[][] {{1, 2}, {0}});

        // right: (4 + 5) / 2; wrong: ((2 + 1) / 2 + 2) / 2
        assertThat(difference).isCloseTo(-(4.5 - 1.75), within(1e-15));
    }

    @Test
    void anAnswerIsCorrectWhereItBeatsEveryWrongOne() {
        assertThat(measure(MetricKind.FRAC_CORRECT, new long[] {0, 1}, new long[][] {{1, 2}, {0}}))
                .isEqualTo(-0.5); // 4 beats 2 and 1; 2 does not beat 2
    }

    @Test
    void logProbabilitiesAreOfTheAnswers() {
        long[] answers = {0, 2};
        double first = 4 - Math.log(Math.exp(4) + Math.exp(2) + Math.exp(1));
        double second = 5 - Math.log(2 * Math.exp(2) + Math.exp(5));
        double nll = -(first + second) / 2;
        double cleanFirst = 1 - Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
        double cleanSecond = -Math.log(Math.exp(3) + Math.exp(1) + 1);

        assertThat(measure(MetricKind.NLL, answers, new long[][] {{1}, {1}}))
                .isCloseTo(nll, within(1e-14));
        assertThat(measure(MetricKind.MATCH_NLL, answers, new long[][] {{1}, {1}}))
                .isCloseTo(nll + (cleanFirst + cleanSecond) / 2, within(1e-14));
    }
}
