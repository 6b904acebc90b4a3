package dev.circuitry.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a row of a data set can have, by its name in a row and in an object of columns. */
enum Column {
    CLEAN("clean", "clean"),
    CLEAN_TOKENS("clean_tokens", "clean_tokens"),
    CORRUPTED("corrupted", "corrupted"),
    CORRUPTED_TOKENS("corrupted_tokens", "corrupted_tokens"),
    ANSWER("answer", "answers"),
    ANSWER_TOKENS("answer_tokens", "answer_tokens"),
    WRONG_ANSWER("wrong_answer", "wrong_answers"),
    WRONG_ANSWER_TOKENS("wrong_answer_tokens", "wrong_answer_tokens"),
    POSITION("position", "positions"),
    MASK("mask", "mask"),
    SPLIT("split", "split");

    private final String inRow;
    private final String inObject;

    Column(String inRow, String inObject) {
        this.inRow = inRow;
        this.inObject = inObject;
    }

    /** The name of one row's value. */
    String inRow() {
        return inRow;
    }

    /** The name of all rows' values together. */
    String inObject() {
        return inObject;
    }

    /** The column of a row's field. */
    static Optional<Column> ofRow(String name) {
        return Arrays.stream(values()).filter(column -> column.inRow.equals(name)).findFirst();
    }

    /** The column of an object's field. */
    static Optional<Column> ofObject(String name) {
        return Arrays.stream(values()).filter(column -> column.inObject.equals(name)).findFirst();
    }

    static List<String> namesInRow() {
        return Arrays.stream(values()).map(Column::inRow).toList();
    }

    static List<String> namesInObject() {
        return Arrays.stream(values()).map(Column::inObject).toList();
    }
}
