package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.circuitry.discovery.Decision;
import dev.circuitry.testing.ChildJvm;
import dev.circuitry.testing.Eventually;
import dev.circuitry.testing.PostgresExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class RestartIT {
    @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void aJobGoesOnAfterAnOrderlyStop() {
        var gate = new Gate(60);
        var service = start();
        var id = ToyService.runToGate(service, gate);
        var state = service.getBean(Scheduler.class);
        var stopped = CompletableFuture.runAsync(service::close);
        Eventually.holds("the workers are told", () -> state.getSchedulerState().isShuttingDown());
        gate.open();
        stopped.join();

        try (var again = start()) {
            awaitCompleted(again, id);
            assertLogIsThatOfAnUndisturbedRun(again, id);
        }
        assertThat(gate.evaluations()).isEqualTo(60);
    }

    @Test
    void aJobGoesOnAtOnceAfterItsProcessWasKilled(@TempDir Path home)
            throws IOException, InterruptedException {
        UUID id;
        try (var child = ChildJvm.start(ToyService.class, home.toString())) {
            String line = child.awaitLine(ToyService.AT_THE_GATE);
            id = UUID.fromString(line.substring(ToyService.AT_THE_GATE.length()));
            child.kill();
        }

        try (var again = ToyService.start("circuitry.home=" + home)) {
            long began = System.nanoTime();
            awaitCompleted(again, id);
            // far less than the twenty seconds until heartbeats are missed
            assertThat((System.nanoTime() - began) / 1e9).isLessThan(10);
            assertLogIsThatOfAnUndisturbedRun(again, id);
        }
    }

    private static ConfigurableApplicationContext start() {
        return ToyService.start(
                "spring.datasource.url=" + POSTGRES.url(),
                "spring.datasource.username=" + POSTGRES.user(),
                "spring.datasource.password=" + POSTGRES.password());
    }

    private static void awaitCompleted(ApplicationContext service, UUID id) {
        var jobs = service.getBean(Jobs.class);
        Eventually.holds(
                "the job is completed",
                () -> jobs.find(id).orElseThrow().status() == JobStatus.COMPLETED);
    }

    private static void assertLogIsThatOfAnUndisturbedRun(ApplicationContext service, UUID id) {
        List<Decision> found = new ArrayList<>();
        var records = service.getBean(RunRecords.class);
        records.forEachDecision(id, RunRecords.DecisionFilter.ALL, found::add);
        assertThat(found).isEqualTo(Toy.undisturbed().decisions);
        assertThat(records.allSteps(id))
                .extracting(RunRecords.TimedStep::step)
                .isEqualTo(Toy.undisturbed().steps);
    }
}
