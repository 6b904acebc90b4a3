package dev.circuitry.task;

import dev.circuitry.problem.Violation;
import dev.circuitry.spec.DatasetRow;
import dev.circuitry.spec.Written;
import org.jspecify.annotations.Nullable;

/** Names a value of a data set as the lab wrote it: by column and row. */
final class RowPlace {
    private RowPlace() {}

    /**
     * What is wrong with a value.
     *
     * @param column its name where it is text
     * @param number of the row, from 1
     * @param detail goes on after "of row 3"
     */
    static Violation wrong(String column, int number, DatasetRow row, String detail) {
        return new Violation(
                "#/dataset/" + name(column, row) + "/" + (number - 1),
                "of row " + number + " " + detail);
    }

    private static String name(String column, DatasetRow row) {
        return switch (column) {
            case "clean" -> tokens(row.clean()) ? "clean_tokens" : column;
            case "corrupted" -> tokens(row.clean()) ? "corrupted_tokens" : column;
            case "answers" -> tokens(row.answers().right()) ? "answer_tokens" : column;
            case "wrong_answers" ->
                    tokens(row.answers().wrong().get(0)) ? "wrong_answer_tokens" : column;
            default -> column;
        };
    }

    private static boolean tokens(@Nullable Written written) {
        return written instanceof Written.Tokens;
    }

    /** The beginning of a sentence about some rows. */
    static String rowsHave(int count) {
        return count == 1 ? "1 row has" : count + " rows have";
    }
}
