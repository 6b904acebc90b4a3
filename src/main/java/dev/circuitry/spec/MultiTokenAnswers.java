package dev.circuitry.spec;

/** What becomes of a row whose answer is several tokens, where the metric reads answers. */
public enum MultiTokenAnswers implements WireName {
    /** The data set is refused. */
    ERROR,
    /** The first token stands for all. */
    FIRST_TOKEN,
    /** The row is left out. */
    DROP_ROW
}
