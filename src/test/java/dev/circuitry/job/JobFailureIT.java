package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.problem.ProblemCode;
import org.junit.jupiter.api.Test;

class JobFailureIT extends ToyRoom {
    @Test
    void namesTheEdgeWhoseMetricIsNotFinite() {
        workbench.behave("not-finite", new Fault(3, () -> Double.NaN));
        var failure = failureOf("not-finite");

        assertThat(failure.code()).isEqualTo(ProblemCode.NON_FINITE_METRIC);
        assertThat(failure.detail()).contains("NaN").contains(" <- ");
    }

    @Test
    void saysThatMemoryRanOut() {
        workbench.behave(
                "memory",
                new Fault(
                        12,
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        }));

        assertThat(failureOf("memory").code()).isEqualTo(ProblemCode.OUT_OF_MEMORY);
    }

    @Test
    void givesOneLineOfAnUnknownFailureAndKeepsTheDecisionsBefore() {
        workbench.behave(
                "bug",
                new Fault(
                        12,
                        () -> {
                            throw new IllegalStateException("first line\nsecond line");
                        }));
        var id = submit("bug");
        var failure = failure(awaitEnd(id));

        assertThat(failure.code()).isEqualTo(ProblemCode.RUN_FAILED);
        assertThat(failure.detail()).isEqualTo("IllegalStateException: first line second line");
        assertThat(decisions(id))
                .isNotEmpty()
                .isEqualTo(Toy.undisturbed().decisions.subList(0, decisions(id).size()));
        assertThat(entries(id)).isZero();
    }

    private JobView.Failure failureOf(String task) {
        var job = awaitEnd(submit(task));
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.outcome().result()).isNull();
        return failure(job);
    }
}
