package dev.circuitry.spec;

/**
 * The whole description of one run, every default filled in and every rule checked.
 *
 * @param subject what is explained
 * @param measure how circuits are measured
 * @param acdc how the graph is shrunk
 * @param execution how the answer is got
 * @param labels what people call it
 */
public record JobSpec(
        Subject subject, Measure measure, AcdcOptions acdc, Execution execution, Labels labels) {
    /** The same about another subject. */
    public JobSpec with(Subject other) {
        return new JobSpec(other, measure, acdc, execution, labels);
    }
}
