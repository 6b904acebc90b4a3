package dev.circuitry.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metrics of greater-than and docstring by hand. */
class YearsAndArgumentsTest {
    private static final double[] LOGITS = {Math.log(1), Math.log(2), Math.log(3), Math.log(4)};

    private final NDManager manager = TensorEngine.open("cpu");

    @AfterEach
    void close() {
        manager.close();
    }

    private double measured(MetricKind kind, long answer, long... wrong) {
        var logits = manager.create(LOGITS, new Shape(1, 1, 4));
        var targets =
                new Targets(
                        logits, Scored.last(1, 1), new long[] {answer}, new long[][] {wrong}, 4);
        return Metrics.of(kind, targets).of(logits);
    }

    @Test
    void laterYearsCountForAndOthersAgainst() {
        // probabilities 0.1 0.2 0.3 0.4; the years are tokens 3, 0, 2: start at the second
        assertThat(measured(MetricKind.GREATERTHAN, 0, 3, 0, 2))
                .isCloseTo(-(0.3 - 0.4 - 0.1), within(1e-12));
    }

    @Test
    void aStartInTheYearZeroHasAllYearsAfterIt() {
        assertThat(measured(MetricKind.GREATERTHAN, 3, 3, 0, 2))
                .isCloseTo(-(0.4 + 0.1 + 0.3), within(1e-12));
    }

    @Test
    void docstringComparesWithTheGreatestWrongAnswer() {
        assertThat(measured(MetricKind.DOCSTRING_METRIC, 3, 0, 2))
                .isCloseTo(-(Math.log(4) - Math.log(3)), within(1e-12));
        assertThat(measured(MetricKind.DOCSTRING_STEFAN, 3, 0, 2)).isEqualTo(-1);
        assertThat(measured(MetricKind.DOCSTRING_STEFAN, 1, 0, 2)).isZero();
    }

    @Test
    void accuracyLooksAtTheWholeVocabulary() {
        assertThat(measured(MetricKind.ACCURACY, 3, 0)).isEqualTo(-1);
        assertThat(measured(MetricKind.ACCURACY, 2, 0)).isZero();
    }
}
