package dev.circuitry.dataset;

/** The forms in which a file of prompts is read. */
public enum DatasetFormat {
    /** A table with a header. */
    CSV,
    /** A JSON object a line, each a row. */
    JSONL,
    /** One object of columns, or auto-circuit's {@code {"prompts": […]}}. */
    JSON
}
