package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.discovery.Decision;
import dev.circuitry.experiment.RunResult;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.testing.Eventually;
import dev.circuitry.testing.PostgresExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The room on a real database, with toys for experiments; its tests share one context. */
@SpringBootTest(
        classes = {ToyApplication.class, JobConfiguration.class},
        webEnvironment = WebEnvironment.NONE)
abstract class ToyRoom {
    @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();

    @Autowired Jobs jobs;
    @Autowired RunRecords records;
    @Autowired ToyWorkbench workbench;
    @Autowired JdbcClient jdbc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        POSTGRES.register(registry);
    }

    UUID submit(String task) {
        return jobs.submit(Toy.spec(task), List.of()).job().id();
    }

    /** Lets a task's run stop in front of an evaluation. */
    Gate gated(String task, int evaluation) {
        var gate = new Gate(evaluation);
        workbench.behave(task, gate);
        return gate;
    }

    JobView job(UUID id) {
        return jobs.find(id).orElseThrow();
    }

    JobView awaitEnd(UUID id) {
        Eventually.holds(
                "job " + id + " has ended and left the queue",
                () -> job(id).status().isEnded() && entries(id) == 0);
        return job(id);
    }

    static JobView.Progress progress(JobView job) {
        return Objects.requireNonNull(job.progress());
    }

    static RunResult result(JobView job) {
        return Objects.requireNonNull(job.outcome().result());
    }

    static JobView.Failure failure(JobView job) {
        return Objects.requireNonNull(job.outcome().failure());
    }

    List<Decision> decisions(UUID id) {
        List<Decision> found = new ArrayList<>();
        records.forEachDecision(id, RunRecords.DecisionFilter.ALL, found::add);
        return found;
    }

    void assertLogIsThatOfAnUndisturbedRun(UUID id) {
        var expected = Toy.undisturbed();
        assertThat(decisions(id)).isEqualTo(expected.decisions);
        assertThat(records.allSteps(id))
                .extracting(RunRecords.TimedStep::step)
                .isEqualTo(expected.steps);
    }

    long entries(UUID id) {
        return jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_instance = ?")
                .param(id.toString())
                .query(Long.class)
                .single();
    }

    long rows(String table, UUID id) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE job = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** Until a run asks the database again whether it is to stop. */
    static void awaitStopCheckIsDue() {
        long began = System.nanoTime();
        Eventually.holds("a fifth of a second", () -> System.nanoTime() - began > 210_000_000);
    }

    static void assertProblem(ProblemCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
