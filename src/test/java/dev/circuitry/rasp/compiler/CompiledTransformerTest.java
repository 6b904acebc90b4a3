package dev.circuitry.rasp.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.rasp.Encoding;
import dev.circuitry.rasp.Programs;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledTransformerTest {

    private final CompiledTransformer reverse = RaspCompiler.compile(Programs.reverse());

    @Test
    void saysItsSizes() {
        assertThat(reverse.dModel()).isEqualTo(41);
        assertThat(reverse.dMlp()).isEqualTo(30);
        assertThat(reverse.heads()).isEqualTo(1);
        assertThat(reverse.keySize()).isEqualTo(12);
        assertThat(reverse.vocabularySize()).isEqualTo(5);
        assertThat(reverse.positions()).isEqualTo(6);
    }

    @Test
    void encodesSequencesBehindTheirBeginning() {
        assertThat(reverse.tokens().encode(List.of(3, 1, 1))).containsExactly(3, 2, 0, 0);
    }

    @Test
    void refusesUnknownTokens() {
        assertThatThrownBy(() -> reverse.tokens().encode(List.of(1, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'4' is none of the tokens [1, 2, 3, BOS, compiler_pad]");
    }

    @Test
    void decodesTheLargestOfCategoricalOutputs() {
        var output = new OutputDecoding(Encoding.CATEGORICAL, List.of(2, 0), List.of("a", "b"));

        assertThat(output.decode(new double[] {0.1, 9, 0.2})).isEqualTo("a");
        assertThat(output.decode(new double[] {0.3, 9, 0.2})).isEqualTo("b");
    }

    @Test
    void decodesNumericalOutputsAsTheyAre() {
        var output = new OutputDecoding(Encoding.NUMERICAL, List.of(1), List.of());

        assertThat(output.decode(new double[] {9, 0.25})).isEqualTo(0.25);
    }

    @Test
    void keepsItsWeightsWhenCopiesAreChanged() {
        Matrix positions = reverse.embeddings().position();

        positions.toArray()[1][3] = 7;
        positions.toRowMajor()[41 + 3] = 7;

        assertThat(positions.at(1, 3)).isEqualTo(1);
        assertThat(positions.toArray()[1][3]).isEqualTo(1);
        assertThat(positions.toRowMajor()[41 + 3]).isEqualTo(1);
    }

    @Test
    void refusesEntriesOutsideAMatrix() {
        Matrix positions = reverse.embeddings().position();

        assertThatThrownBy(() -> positions.at(0, 41)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> positions.at(6, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
