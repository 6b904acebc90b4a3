package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.spec.Labels;
import dev.circuitry.spec.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JobsIT extends ToyRoom {
    @Autowired PlatformTransactionManager transactions;

    @Test
    void leavesTheLogOfTheRun() {
        var id = submit("plain");
        var job = awaitEnd(id);

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(result(job).counts().evaluations()).isEqualTo(decisions(id).size());
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void storesRowAndQueueEntryTogetherOrNeither() {
        var id =
                Objects.requireNonNull(
                        new TransactionTemplate(transactions)
                                .execute(
                                        status -> {
                                            var submitted = submit("rolled-back");
                                            assertThat(entries(submitted)).isEqualTo(1);
                                            status.setRollbackOnly();
                                            return submitted;
                                        }));

        assertThat(jobs.find(id)).isEmpty();
        assertThat(entries(id)).isZero();
    }

    @Test
    void cancelsAQueuedJobAtOnce() {
        var gate = gated("before-queued", 1);
        var first = submit("before-queued");
        gate.awaitReached();
        var id = submit("queued");

        var cancelled = jobs.cancel(id, false);
        assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(cancelled.timeline().finishedAt()).isNotNull();
        assertThat(entries(id)).isZero();
        assertThat(jobs.cancel(id, false).status()).isEqualTo(JobStatus.CANCELLED);
        gate.open();
        awaitEnd(first);
    }

    @Test
    void cancelsARunningJobBetweenTwoEvaluations() {
        var gate = gated("cancelled", 20);
        var id = submit("cancelled");
        gate.awaitReached();

        var asked = jobs.cancel(id, false);
        assertThat(asked.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(asked.timeline().cancelRequestedAt()).isNotNull();
        awaitStopCheckIsDue();
        gate.open();

        var job = awaitEnd(id);
        assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.timeline().cancelRequestedAt()).isNull();
        assertThat(gate.evaluations()).isEqualTo(20);
        assertThat(decisions(id))
                .isEqualTo(Toy.undisturbed().decisions.subList(0, decisions(id).size()));
        assertThat(progress(job).evaluations()).isEqualTo(decisions(id).size());
    }

    @Test
    void cancelsAJobThatIsStillLoading() {
        var gate = new Gate(0);
        workbench.whileLoading("loading", gate::pass);
        var id = submit("loading");
        gate.awaitReached();

        assertThat(jobs.cancel(id, false).status()).isEqualTo(JobStatus.RUNNING);
        gate.open();

        var job = awaitEnd(id);
        assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(decisions(id)).isEmpty();
    }

    @Test
    void doesNotCancelWhatIsOver() {
        var id = submit("over");
        awaitEnd(id);

        assertProblem(ProblemCode.WRONG_STATE, () -> jobs.cancel(id, false));
        assertProblem(ProblemCode.NOT_FOUND, () -> jobs.cancel(UUID.randomUUID(), false));
    }

    @Test
    void deletesAnEndedJobWithItsLog() {
        var id = submit("deleted");
        awaitEnd(id);

        jobs.delete(id, false);

        assertThat(jobs.find(id)).isEmpty();
        assertThat(rows("decision", id)).isZero();
        assertThat(rows("step", id)).isZero();
        assertProblem(ProblemCode.NOT_FOUND, () -> records.allSteps(id));
    }

    @Test
    void doesNotDeleteAJobUnderWay() {
        var gate = gated("under-way", 5);
        var id = submit("under-way");
        gate.awaitReached();

        assertProblem(ProblemCode.WRONG_STATE, () -> jobs.delete(id, false));
        gate.open();
        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void takesJobsByPriorityThenAge() {
        var gate = gated("in-front", 1);
        var first = submit("in-front");
        gate.awaitReached();
        workbench.assembled.clear();
        List<UUID> ids = new ArrayList<>();
        ids.add(submit("priority", "low", Priority.LOW));
        ids.add(submit("priority", "normal", Priority.NORMAL));
        ids.add(submit("priority", "normal, later", Priority.NORMAL));
        ids.add(submit("priority", "high", Priority.HIGH));
        gate.open();
        awaitEnd(first);
        ids.forEach(this::awaitEnd);

        assertThat(workbench.assembled).containsExactly("high", "normal", "normal, later", "low");
    }

    private UUID submit(String task, String name, Priority priority) {
        var labels = new Labels(name, null, List.of());
        return jobs.submit(Toy.spec(task, labels, priority), List.of()).job().id();
    }
}
