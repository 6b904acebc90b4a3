package dev.circuitry.spec;

/**
 * How the answer is got, which changes nothing about it.
 *
 * @param evaluator how circuits are measured
 * @param verification which evaluations are checked
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}: which workers may take
 *     it
 * @param priority in the queue
 * @param rerun whether to run although the same specification has a result
 */
public record Execution(
        EvaluatorKind evaluator,
        Verification verification,
        String device,
        Priority priority,
        boolean rerun) {}
