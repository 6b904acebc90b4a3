package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.circuitry.job.JobRunner.Ending;
import dev.circuitry.job.LogRows.Entries;
import dev.circuitry.job.RunRecords.TimedStep;
import dev.circuitry.problem.ProblemCode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/** What happens when attempts end before their job does; the queue stands still meanwhile. */
class AttemptsIT extends ToyRoom {
    @Autowired Scheduler scheduler;
    @Autowired JobRunner runner;
    @Autowired Ledger ledger;
    @Autowired LogRows rows;

    @BeforeEach
    void standStill() {
        scheduler.pause();
    }

    @AfterEach
    void goOn() {
        scheduler.resume();
    }

    @Test
    void anOwnerThatWasReplacedWritesNothing() {
        var id = submit("replaced");
        var old = ledger.claim(id).orElseThrow().ownership();
        var expected = Toy.undisturbed();
        var firstStep = expected.steps.get(0);
        int first = firstStep.tally().evaluations();
        rows.begin(old, 0, Toy.GRAPH.full().size());
        rows.append(
                old,
                new Entries(
                        expected.decisions.subList(0, first),
                        List.of(new TimedStep(firstStep, 0.5)),
                        List.of("Once.")));
        rows.append(
                old,
                new Entries(expected.decisions.subList(first, first + 1), List.of(), List.of()));

        assertThat(ledger.claim(id)).isPresent();

        var next =
                new Entries(expected.decisions.subList(first + 1, first + 2), List.of(), List.of());
        assertThatThrownBy(() -> rows.append(old, next)).isInstanceOf(NoLongerOwnerException.class);
        assertThatThrownBy(() -> ledger.handBack(old)).isInstanceOf(NoLongerOwnerException.class);
        assertThat(decisions(id)).isEqualTo(expected.decisions.subList(0, first));
        assertThat(run(id)).isEqualTo(Ending.OVER);
        assertThat(job(id).request().warnings()).containsExactly("Once.");
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void aStalledWorkerThatWakesUpStopsAndTheLogIsThatOfOneRun() {
        var gate = gated("stalled", 40);
        var id = submit("stalled");
        var stalled = CompletableFuture.supplyAsync(() -> run(id));
        gate.awaitReached();
        workbench.behave("stalled", UnaryOperator.identity());

        assertThat(run(id)).isEqualTo(Ending.OVER);
        gate.open();

        assertThat(stalled.join()).isEqualTo(Ending.LOST);
        assertThat(job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void aRunInterruptedAgainAndAgainLeavesTheLogOfOneRun() {
        var id = submit("interrupted");
        int interruptions = 0;
        Ending ending = runForAtMost(id, 25);
        while (ending == Ending.INTERRUPTED && interruptions < 1000) {
            interruptions++;
            assertThat(job(id).status()).isEqualTo(JobStatus.QUEUED);
            assertThat(decisions(id))
                    .hasSize(
                            records.allSteps(id).stream()
                                    .mapToInt(timed -> timed.step().tally().evaluations())
                                    .sum());
            ending = runForAtMost(id, 25 + interruptions);
        }

        assertThat(interruptions).isPositive();
        assertThat(job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void aPauseTakenBackWhileItIsObeyedLosesNothing() {
        var id = submit("taken-back");
        var ownership = ledger.claim(id).orElseThrow().ownership();
        jobs.pause(id);
        assertThat(rows.stopRequested(ownership)).isPresent(); // and the worker unwinds

        jobs.resume(id);

        assertThat(ledger.handBack(ownership)).isEqualTo(JobStatus.QUEUED);
        assertThat(entries(id)).isEqualTo(1);
        assertThat(run(id)).isEqualTo(Ending.OVER);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void aPauseThatBecomesACancellationWhileItIsObeyedEndsTheJob() {
        var id = submit("cancelled-after-all");
        var ownership = ledger.claim(id).orElseThrow().ownership();
        jobs.pause(id);
        jobs.cancel(id, false);

        assertThat(ledger.handBack(ownership)).isEqualTo(JobStatus.CANCELLED);
        assertThat(entries(id)).isZero();
    }

    @Test
    void whatIsHandedBackKeepsItsCompleteStepsThoughTheyWereNotYetWritten() {
        var id = submit("handed-back");
        var ownership = ledger.claim(id).orElseThrow().ownership();
        var expected = Toy.undisturbed();
        var steps = expected.steps.subList(0, 2);
        int complete = steps.stream().mapToInt(step -> step.tally().evaluations()).sum();
        rows.begin(ownership, 0, Toy.GRAPH.full().size());
        var rest =
                new Entries(
                        expected.decisions.subList(0, complete + 1),
                        steps.stream().map(step -> new TimedStep(step, 0.5)).toList(),
                        List.of("Once."));

        assertThat(ledger.handBack(ownership, rest)).isEqualTo(JobStatus.QUEUED);

        assertThat(rows("step", id)).isEqualTo(2);
        assertThat(decisions(id)).isEqualTo(expected.decisions.subList(0, complete));
        assertThat(run(id)).isEqualTo(Ending.OVER);
        assertThat(job(id).request().warnings()).containsExactly("Once.");
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    @Test
    void anEntryThatNobodyWantsIsDropped() {
        var id = submit("dropped");
        assertThat(ledger.drop(id)).isFalse();
        jobs.pause(id);

        assertThat(ledger.drop(id)).isTrue();
        assertThat(entries(id)).isZero();
    }

    @Test
    void givesUpAJobThatKillsEveryProcess() {
        var id = submit("killer");
        for (int i = 0; i < Job.MOST_ATTEMPTS; i++) {
            assertThat(ledger.claim(id)).isPresent();
            ledger.abandon(id);
        }

        assertThat(run(id)).isEqualTo(Ending.OVER);
        assertThat(failure(job(id)).code()).isEqualTo(ProblemCode.RUN_FAILED);
    }

    @Test
    void aDatabaseThatFailsAgainAndAgainIsNoFaultOfTheJob() {
        var id = submit("stricken");
        for (int i = 0; i < 2 * Job.MOST_ATTEMPTS; i++) {
            workbench.behave("stricken", new Fault(1, AttemptsIT::fullDisk));
            assertThatThrownBy(() -> run(id)).isInstanceOf(DataAccessException.class);
        }
        workbench.behave("stricken", UnaryOperator.identity());

        assertThat(run(id)).isEqualTo(Ending.OVER);
        assertThat(job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertLogIsThatOfAnUndisturbedRun(id);
    }

    private static double fullDisk() {
        throw new DataAccessResourceFailureException("No space left on device");
    }

    @Test
    void cancelsAJobWhoseOwnerIsGone() {
        var id = submit("gone");
        ledger.claim(id);
        assertThat(jobs.cancel(id, false).status()).isEqualTo(JobStatus.RUNNING);

        ledger.abandon(id);

        assertThat(run(id)).isEqualTo(Ending.OVER);
        assertThat(job(id).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void startsNothingForAJobThatIsGone() {
        assertThat(run(UUID.randomUUID())).isEqualTo(Ending.OVER);
    }

    private Ending run(UUID id) {
        return runner.run(id, "cpu", () -> false);
    }

    private Ending runForAtMost(UUID id, int evaluations) {
        var left = new AtomicInteger(evaluations);
        return runner.run(id, "cpu", () -> left.decrementAndGet() < 0);
    }
}
