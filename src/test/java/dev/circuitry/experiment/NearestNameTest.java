package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "treshold, threshold",
        "tresholds, threshold",
        "num-examples, num_examples",
        "N_EXAMPLES, num_examples",
        "max_steps, max_num_epochs",
        "sequence_length, seq_len",
        "zero, zero_ablation",
        "taks, task"
    })
    void slipsAndAbbreviationsAreUnderstood(String written, String meant) {
        assertThat(NearestName.near(written, FieldNames.READ)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"learning_rate", "batch_size", "gpu", "verbose", "foo", "x", "", "epochs"})
    void whatIsLikeNoNameIsNotGuessed(String written) {
        assertThat(NearestName.near(written, FieldNames.READ)).isEmpty();
    }

    @Test
    void namesAllWhereNoneIsNear() {
        assertThat(NearestName.orAll("xyz", List.of("out", "format")))
                .isEqualTo("There are out, format.");
        assertThat(NearestName.orAll("formt", List.of("out", "format")))
                .isEqualTo("Did you mean format?");
        assertThat(NearestName.near("formt", List.of())).isEmpty();
    }

    @Test
    void swappedLettersOfAShortWordAreUnderstood() {
        assertThat(NearestName.near("rnu", List.of("run", "--help"))).contains("run");
        assertThat(NearestName.near("otu", List.of("out", "format"))).contains("out");
    }
}
