package dev.circuitry.problem;

/** What a user should know although the request is carried out. */
public enum WarningCode {
    /** A field decides nothing in this job. */
    FIELD_WITHOUT_EFFECT,
    /** Flags of the reference that mean nothing here. */
    FLAG_IGNORED,
    /** The device asked for is not there, and another may take the job. */
    DEVICE_MISSING,
    /** The metric can be computed and says nothing about the task. */
    METRIC_UNSUITED,
    /** Clean and corrupted prompt are equal in some rows. */
    EQUAL_PROMPTS,
    /** Answers of several tokens were cut to the first. */
    ANSWERS_CUT,
    /** Rows with answers of several tokens were left out. */
    ROWS_DROPPED,
    /** Answers of several tokens cannot be scored, so no metric that reads answers is evaluated. */
    ANSWERS_UNUSED,
    /** Clean and corrupted prompts of a row differ in length, which zero ablation does not mind. */
    LENGTHS_DIFFER,
    /** There is no memory for the activations of all prompts at once. */
    BATCH_SPLIT
}
