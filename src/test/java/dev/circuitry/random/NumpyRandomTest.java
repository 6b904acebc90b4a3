package dev.circuitry.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected numbers were drawn with numpy 2.4.6 (a stream numpy keeps frozen). */
class NumpyRandomTest {

    @ParameterizedTest
    @CsvSource({
        "0, '44 47 64 67 67 9 83 21 36 87 70 88'",
        "42, '51 92 14 71 60 20 82 86 74 74 87 23'",
        "4294967295, '35 34 12 71 52 64 86 89 32 11 74 27'"
    })
    void drawsBoundedIntegers(long seed, String expected) {
        NumpyRandom random = NumpyRandom.seed(seed);

        for (String number : expected.split(" ", -1)) {
            assertThat(random.randint(99)).isEqualTo(Integer.parseInt(number));
        }
    }

    @Test
    void drawsTheFirstCorruptedIoiNamesOfTheReference() {
        NumpyRandom random = NumpyRandom.seed(3252);

        // Melissa, Lauren, Thomas, Kelly, … stand for the indirect objects of the recorded prompts
        assertThat(IntStream.range(0, 6).map(i -> random.randint(99)))
                .containsExactly(32, 41, 35, 65, 43, 83);
    }

    @Test
    void neverRejectsBelowAPowerOfTwo() {
        NumpyRandom random = NumpyRandom.seed(42);

        assertThat(IntStream.range(0, 12).map(i -> random.randint(8)))
                .containsExactly(6, 3, 4, 6, 2, 7, 4, 4, 6, 1, 2, 6);
    }

    @Test
    void drawsNothingForTheOnlyInteger() {
        NumpyRandom random = NumpyRandom.seed(42);

        assertThat(random.randint(1)).isZero();
        assertThat(random.randint(99)).isEqualTo(51);
    }

    @Test
    void masksTheLargestBound() {
        NumpyRandom random = NumpyRandom.seed(5489);

        assertThat(IntStream.range(0, 3).map(i -> random.randint(Integer.MAX_VALUE)))
                .containsExactly(1351727964, 581869302, 1742863086);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 32, Long.MIN_VALUE})
    void refusesSeedsNumpyRefuses(long seed) {
        assertThatThrownBy(() -> NumpyRandom.seed(seed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Long.toString(seed));
    }

    @Test
    void refusesAnEmptyRange() {
        NumpyRandom random = NumpyRandom.seed(0);

        assertThatThrownBy(() -> random.randint(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
