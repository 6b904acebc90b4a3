package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.spec.LabelChange;
import dev.circuitry.testing.Eventually;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PauseIT extends ToyRoom {
    @Test
    void aPausedRunGoesOnAfterItsLastCompleteStep() {
        var gate = gated("paused", 40);
        var id = submit("paused");
        gate.awaitReached();

        var asked = jobs.pause(id);
        assertThat(asked.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(asked.timeline().pauseRequestedAt()).isNotNull();
        assertThat(jobs.pause(id).timeline().pauseRequestedAt())
                .isEqualTo(asked.timeline().pauseRequestedAt());
        awaitStopCheckIsDue();
        gate.open();
        awaitStatus(id, JobStatus.PAUSED);

        assertThat(gate.evaluations()).isEqualTo(40);
        assertThat(entries(id)).isZero();
        assertThat(decisions(id))
                .isNotEmpty()
                .isEqualTo(Toy.undisturbed().decisions.subList(0, decisions(id).size()));
        jobs.resume(id);
        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void aQueuedJobIsPausedAtOnceAndResumed() {
        var gate = gated("before-paused", 1);
        var first = submit("before-paused");
        gate.awaitReached();
        var id = submit("queued-paused");

        assertThat(jobs.pause(id).status()).isEqualTo(JobStatus.PAUSED);
        assertThat(entries(id)).isZero();
        assertThat(jobs.pause(id).status()).isEqualTo(JobStatus.PAUSED);
        assertThat(jobs.resume(id).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(jobs.resume(id).status()).isEqualTo(JobStatus.QUEUED);
        gate.open();
        awaitEnd(first);
        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aPauseIsTakenBackBeforeItsWorkerObeys() {
        var gate = gated("reconsidered", 10);
        var id = submit("reconsidered");
        gate.awaitReached();

        jobs.pause(id);
        assertThat(jobs.resume(id).timeline().pauseRequestedAt()).isNull();
        gate.open();

        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void aCancelledJobIsTakenUpAgain() {
        var gate = gated("cancelled-resumed", 30);
        var id = submit("cancelled-resumed");
        gate.awaitReached();
        jobs.cancel(id, false);
        awaitStopCheckIsDue();
        gate.open();
        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.CANCELLED);

        assertThat(jobs.resume(id).timeline().finishedAt()).isNull();
        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void aFailedJobIsTakenUpAgain() {
        workbench.behave(
                "failed-resumed",
                new Fault(
                        25,
                        () -> {
                            throw new IllegalStateException("the disk of the model is gone");
                        }));
        var id = submit("failed-resumed");
        assertThat(failure(awaitEnd(id)).code()).isEqualTo(ProblemCode.RUN_FAILED);

        var resumed = jobs.resume(id);
        assertThat(resumed.outcome().failure()).isNull();
        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void anEndedJobIsNotPausedNorACompletedOneResumed() {
        var id = submit("over-and-out");
        awaitEnd(id);

        assertProblem(ProblemCode.WRONG_STATE, () -> jobs.pause(id));
        assertProblem(ProblemCode.WRONG_STATE, () -> jobs.resume(id));
    }

    @Test
    void labelsChangeAndTheRestStays() {
        var id = submit("relabelled");
        awaitEnd(id);

        jobs.relabel(id, new LabelChange("paper", null, List.of("figure 2"), true));
        var labelled = jobs.relabel(id, new LabelChange(null, "ours", null, null)).request();
        assertThat(labelled.labels().name()).isEqualTo("paper");
        assertThat(labelled.labels().group()).isEqualTo("ours");
        assertThat(labelled.labels().tags()).containsExactly("figure 2");
        assertThat(labelled.keep()).isTrue();
        assertThat(
                        jobs.relabel(id, new LabelChange("", null, null, false))
                                .request()
                                .labels()
                                .name())
                .isNull();
    }

    private void awaitStatus(UUID id, JobStatus status) {
        Eventually.holds("job " + id + " is " + status, () -> job(id).status() == status);
    }
}
