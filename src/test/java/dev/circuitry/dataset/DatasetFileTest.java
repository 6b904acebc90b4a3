package dev.circuitry.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.MultiTokenAnswers;
import dev.circuitry.spec.Written;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetFileTest {
    private static final DatasetFile.Settings NONE = new DatasetFile.Settings(null, null);

    private static Dataset read(DatasetFormat format, String text) {
        return DatasetFile.read("a.file", format, text, NONE).dataset();
    }

    private static List<Violation> violations(DatasetFormat format, String text) {
        var problem = catchThrowableOfType(ProblemException.class, () -> read(format, text));
        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_DATASET);
        return problem.violations();
    }

    @Test
    void oneContentHasOneIdInWhateverForm() {
        var csv =
                read(
                        DatasetFormat.CSV,
                        """
                        clean,corrupted,answer,wrong_answer,split
                        "A, B", C D, x, y,
                        "E
                        F",G, z,"["" u"", "" v""]",test
                        """);
        var lines =
                read(
                        DatasetFormat.JSONL,
                        """
                        {"clean": "A, B", "corrupted": " C D", "answer": " x", "wrong_answer": " y"}

                        {"clean": "E\\nF", "corrupted": "G", "answer": " z", "wrong_answer": [" u", " v"], "split": "test"}
                        """);
        var object =
                read(
                        DatasetFormat.JSON,
                        """
                        {"split": [null, "test"], "clean": ["A, B", "E\\nF"], "corrupted": [" C D", "G"],
                         "answers": [" x", " z"], "wrong_answers": [" y", [" u", " v"]], "prepend_bos": true}
                        """);

        assertThat(csv.id()).hasSize(64).isEqualTo(lines.id()).isEqualTo(object.id());
        assertThat(csv).isEqualTo(lines);
        assertThat(csv.heldOut()).isEqualTo(1);
        assertThat(csv.rows().get(1).answers().wrong()).hasSize(2);
        assertThat(csv.prependBos()).isTrue();
        assertThat(DatasetJson.read(DatasetJson.write(csv))).isEqualTo(csv);
    }

    @Test
    void settingsAreOfTheContent() {
        var text = "clean\nA\n";
        var without =
                DatasetFile.read(
                                "a.csv",
                                DatasetFormat.CSV,
                                text,
                                new DatasetFile.Settings(false, MultiTokenAnswers.DROP_ROW))
                        .dataset();

        assertThat(without.prependBos()).isFalse();
        assertThat(without.multiTokenAnswers()).isEqualTo(MultiTokenAnswers.DROP_ROW);
        assertThat(without.id()).isNotEqualTo(read(DatasetFormat.CSV, text).id());
    }

    @Test
    void readsTheTablesOfEapIg() {
        var upload =
                DatasetFile.read(
                        "ioi.csv",
                        DatasetFormat.CSV,
                        """
                        ,clean,corrupted,corrupted_hard,correct_idx,incorrect_idx
                        0,When Mary,When Anna,When Bob,5335,"[1757, 318]"
                        1,When John,When Carl,When Bob,1757,5335
                        """,
                        NONE);

        var first = upload.dataset().rows().get(0).answers();
        assertThat(first.right())
                .isInstanceOfSatisfying(
                        Written.Tokens.class,
                        answer -> assertThat(answer.ids()).containsExactly(5335));
        assertThat(first.wrong()).hasSize(2);
        assertThat(upload.warnings())
                .containsExactly("These columns were not read: corrupted_hard.");
    }

    @Test
    void readsThePromptsOfAutoCircuit() {
        var dataset =
                read(
                        DatasetFormat.JSON,
                        """
                        {"seq_labels": ["a"], "prompts": [
                          {"clean": "When Mary", "corrupt": "When Anna", "answers": [" M"], "wrong_answers": [" A", " B"]}]}
                        """);

        assertThat(dataset.rows()).hasSize(1);
        assertThat(dataset.hasCorrupted()).isTrue();
        assertThat(dataset.rows().get(0).answers().wrong()).hasSize(2);
    }

    @Test
    void aMaskHasAnAnswerAPosition() {
        var dataset =
                PostedDataset.read(
                        Map.of(
                                "clean_tokens", List.of(List.of(1, 2, 3)),
                                "answer_tokens", List.of(List.of(2, 3, 4)),
                                "mask", List.of(List.of(false, true, true))),
                        "#/dataset");

        assertThat(dataset.rows().get(0).places().mask()).containsExactly(false, true, true);
        assertThat(DatasetJson.write(DatasetJson.read(DatasetJson.write(dataset))))
                .isEqualTo(DatasetJson.write(dataset));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CSV | a,b#x,y | a.file, line 1 | must be a header with a column clean",
                "CSV | clean,split#A,test#B,train | a.file, line 3, column split | must be \"validation\" or \"test\", but is \"train\"",
                "CSV | clean,answer#A,x#B, | a.file, line 3, column answer | is missing here and given in the first row",
                "CSV | clean_tokens#\"[1, x]\" | a.file, line 2, column clean_tokens | must be a list of tokens, whole numbers from 0, but is \"[1, x]\"",
                "CSV | clean,position#A,-1 | a.file, line 2, column position | must be a position, a whole number from 0, but is -1",
                "CSV | clean#A, B | a.file, line 2 | has 2 cells, but the header has 1: put text with commas in double quotes",
                "CSV | clean#\"A | a.file, line 2 | is no CSV: a double quote opens here and is never closed",
                "CSV | clean,clean#A,B | a.file, line 1, column clean | is there twice",
                "JSONL | {\"clean\": \"A\"}#{\"clean\": | a.file, line 2, column 10 | is not JSON",
                "JSONL | {\"clean\": \"A\"}#{\"clear\": \"B\"} | a.file, line 2 | has the field \"clear\"",
                "JSONL | [1] | a.file, line 1 | must be a JSON object, one row",
                "JSON | {\"clean\": [\"A\"], \"corrupted\": []} | #/corrupted | has 0 entries, but there are 1 clean prompts",
                "JSON | {\"clean\": [\"A\"], \"clean_tokens\": [[1]]} | #/clean_tokens | must be left out beside clean",
                "JSON | {\"clean\": [\"A\"], \"corrupted_tokens\": [[1]]} | #/corrupted/0 | must be written as clean is",
                "JSON | {\"clean\": [\"A\"], \"wrong_answers\": [\"x\"]} | #/wrong_answers/0 | needs an answer beside it",
                "JSON | {\"clean_tokens\": [[1, 2]], \"mask\": [[true]]} | #/mask/0 | has 1 entries, but the prompt has 2 tokens",
                "JSON | {\"clean_tokens\": [[1, 2]], \"positions\": [2]} | #/positions/0 | is 2, but the prompt's last position is 1",
                "JSON | {\"clean_tokens\": [[1]], \"prepend_bos\": true} | # | has prepend_bos beside tokens",
                "JSON | {\"clean\": [\"A\"], \"split\": [\"test\"]} | # | has rows of the split test only",
                "JSON | {\"clean\": []} | # | has no rows",
                "JSON | {\"clean\": [\"A\"], \"answer\": [\"x\"]} | # | has the field \"answer\"",
                "JSON | {\"clean\": [\"A\"], \"multi_token_answers\": \"cut\"} | #/multi_token_answers | must be one of error, first_token, drop_row"
            })
    void saysWhereAndWhatIsWrong(String format, String text, String place, String detail) {
        var violations = violations(DatasetFormat.valueOf(format), text.replace('#', '\n'));

        assertThat(violations)
                .anySatisfy(
                        violation -> {
                            assertThat(violation.pointer()).isEqualTo(place);
                            assertThat(violation.detail()).contains(detail);
                        });
    }

    @Test
    void findsEveryMistakeUpToAHundred() {
        var text = "clean,split\n" + "A,nowhere\n".repeat(150);

        assertThat(violations(DatasetFormat.CSV, text)).hasSize(100);
    }
}
