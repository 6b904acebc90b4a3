package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.spec.Execution;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Labels;
import dev.circuitry.spec.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SameQuestionIT extends ToyRoom {
    @Test
    void fiftyAtOnceMeetInOneJob() throws Exception {
        var pool = Executors.newFixedThreadPool(50);
        try {
            List<Future<Submission>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                var spec = ask("crowded", "client " + i);
                answers.add(pool.submit(() -> jobs.submit(spec, List.of())));
            }
            List<UUID> ids = new ArrayList<>();
            int added = 0;
            for (Future<Submission> answer : answers) {
                ids.add(answer.get().job().id());
                added += answer.get().deduplicated() ? 0 : 1;
            }
            assertThat(ids).hasSize(50).containsOnly(ids.get(0));
            assertThat(added).isEqualTo(1);
            assertThat(awaitEnd(ids.get(0)).request().labels().tags()).hasSize(50);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aCompletedJobAnswersTheSameQuestionAgainUnlessARerunIsAskedFor() {
        var first = jobs.submit(ask("again", "a"), List.of()).job().id();
        awaitEnd(first);

        var second = jobs.submit(ask("again", "b"), List.of());
        assertThat(second.deduplicated()).isTrue();
        assertThat(second.job().id()).isEqualTo(first);
        assertThat(second.job().request().labels().tags()).containsExactly("a", "b");
        assertThat(jobs.submit(Toy.spec("again"), List.of()).job().id()).isNotEqualTo(first);
    }

    @Test
    void tagsThatFindNoRoomAndWarningsOfTheRequestAreTold() {
        var first = jobs.submit(ask("crammed", "a"), List.of()).job().id();
        awaitEnd(first);
        for (int i = 1; i < Labels.MOST_TAGS; i++) {
            assertThat(jobs.submit(ask("crammed", "tag " + i), List.of()).warnings()).isEmpty();
        }

        var last = jobs.submit(ask("crammed", "one more"), List.of("A flag means nothing."));
        assertThat(last.job().request().labels().tags()).hasSize(Labels.MOST_TAGS);
        assertThat(last.warnings()).hasSize(2).contains("A flag means nothing.");
        assertThat(last.warnings().get(1)).contains("one more");
    }

    @Test
    void whatFailsOrIsCancelledAnswersNothing() {
        var gate = gated("given-up", 10);
        var first = jobs.submit(ask("given-up", "a"), List.of()).job().id();
        gate.awaitReached();
        jobs.cancel(first, false);

        var second = jobs.submit(ask("given-up", "b"), List.of());
        assertThat(second.deduplicated()).isFalse();
        gate.open();
        awaitEnd(first);
        awaitEnd(second.job().id());
    }

    @Test
    void whatOthersAskedForTooGoesOnlyByForce() {
        var gate = gated("shared", 10);
        var id = jobs.submit(ask("shared", "a"), List.of()).job().id();
        jobs.submit(ask("shared", "b"), List.of());
        gate.awaitReached();

        assertProblem(ProblemCode.SHARED_JOB, () -> jobs.cancel(id, false));
        jobs.cancel(id, true);
        gate.open();
        assertThat(awaitEnd(id).status()).isIn(JobStatus.CANCELLED, JobStatus.COMPLETED);
        assertProblem(ProblemCode.SHARED_JOB, () -> jobs.delete(id, false));
        jobs.delete(id, true);
        assertThat(jobs.find(id)).isEmpty();
    }

    private static JobSpec ask(String task, String tag) {
        var spec = Toy.spec(task, new Labels(null, null, List.of(tag)), Priority.NORMAL);
        var execution = spec.execution();
        return new JobSpec(
                spec.subject(),
                spec.measure(),
                spec.acdc(),
                new Execution(
                        execution.evaluator(),
                        execution.verification(),
                        execution.device(),
                        execution.priority(),
                        false),
                spec.labels());
    }
}
