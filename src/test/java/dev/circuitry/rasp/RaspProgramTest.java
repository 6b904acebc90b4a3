package dev.circuitry.rasp;

import static dev.circuitry.rasp.Sop.indices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RaspProgramTest {

    static List<List<?>> vocabulariesThatAreNone() {
        return List.of(List.of(), List.of(1, 1), List.of(1, "a"), List.of(1.5), List.of('a'));
    }

    @ParameterizedTest
    @MethodSource("vocabulariesThatAreNone")
    void refusesVocabulariesThatAreEmptyRepeatedOrMixed(List<?> vocabulary) {
        assertThatThrownBy(() -> new RaspProgram(indices(), vocabulary, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(vocabulary.toString());
    }

    @Test
    void refusesSequencesWithoutTokens() {
        assertThatThrownBy(() -> new RaspProgram(indices(), List.of(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequences of at most 0 tokens");
    }

    @Test
    void namesCopiesAndLeavesTheOriginalsAlone() {
        Sop<Integer> map = indices().map(i -> i + 1);

        assertThat(map.named("successor").name()).isEqualTo("successor");
        assertThat(map.numerical().encoding()).isEqualTo(Encoding.NUMERICAL);
        assertThat(map.name()).isEqualTo("map");
        assertThat(map.encoding()).isEqualTo(Encoding.CATEGORICAL);
    }

    @Test
    void averagesInTheEncodingOfWhatItAverages() {
        Select here = Select.where(indices(), indices(), Comparison.EQ);

        assertThat(here.aggregate(indices()).encoding()).isEqualTo(Encoding.CATEGORICAL);
        assertThat(here.aggregate(indices().map(i -> i).numerical()).encoding())
                .isEqualTo(Encoding.NUMERICAL);
    }

    @Test
    void refusesEncodingsAndNamesThatCannotBeChosen() {
        Sop<Integer> sum = indices().with(indices(), Integer::sum);

        assertThatThrownBy(sum::numerical)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("sequence_map takes the encoding of its operands");
        assertThatThrownBy(() -> indices().numerical())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> indices().named("positions"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
