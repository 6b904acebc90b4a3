package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.testing.PostgresExtension;
import dev.circuitry.testing.Soak;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several processes share one database, and nothing else. */
class ClusterIT {
    private static final int JOBS = Soak.times(30, 1000);
    private static final int CLIENTS = 20;
    private static final long LONGEST = Duration.ofMinutes(20).toNanos();

    @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir private Path homes = Path.of(".");

    @Test
    void oneProcessIsKilledAndEveryJobIsDoneOnce() throws Exception {
        try (var first = start("first");
                var second = start("second")) {
            var clients = List.of(first.client(), second.client());
            var submitted = submitAll(clients, "cluster");
            awaitCompleted(clients.get(0), "cluster", JOBS / 2);
            second.kill();

            var done = awaitCompleted(clients.get(0), "cluster", JOBS);
            assertThat(MixedJobs.listed(clients.get(0), "cluster"))
                    .containsExactlyInAnyOrderElementsOf(submitted);
            done.forEach(job -> MixedJobs.assertDoneOnce(clients.get(0), job));
            first.stop();
        }
    }

    @Test
    void aWorkerWorksForWhoServesAndAnswersOnlyHowItIs() throws Exception {
        try (var api = start("api", "--circuitry.role=api");
                var worker = start("worker", "--circuitry.role=worker")) {
            var client = api.client();
            var workers = worker.client();
            var job = submit(client, MixedJobs.spec(5001, "roles"));

            assertThat(awaitCompleted(client, "roles", 1)).hasSize(1);
            assertThat(client.get(job + "/decisions").status()).isEqualTo(200);
            workers.send("GET", job, new byte[0]).problem(404, "NOT_FOUND");
            assertThat(workers.get("/actuator/health/readiness").status()).isEqualTo(200);

            worker.stop();
            submit(client, MixedJobs.spec(5002, "roles"));
            try (var another = start("another", "--circuitry.role=worker")) {
                assertThat(awaitCompleted(client, "roles", 2)).hasSize(2);
                another.stop();
            }
            api.stop();
        }
    }

    private ServiceProcess start(String name, String... properties) throws IOException {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--circuitry.home=" + homes.resolve(name));
        all.add("--spring.datasource.url=" + POSTGRES.url());
        all.add("--spring.datasource.username=" + POSTGRES.user());
        all.add("--spring.datasource.password=" + POSTGRES.password());
        all.add("--db-scheduler.heartbeat-interval=1s");
        return ServiceProcess.start(all.toArray(String[]::new));
    }

    private static List<String> submitAll(List<Client> services, String group) throws Exception {
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<String>> posts = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                int number = i;
                posts.add(
                        () ->
                                submit(
                                        services.get(number % services.size()),
                                        MixedJobs.spec(number, group)));
            }
            List<String> submitted = new ArrayList<>();
            for (Future<String> answer : pool.invokeAll(posts)) {
                submitted.add(answer.get());
            }
            return submitted;
        } finally {
            pool.shutdownNow();
        }
    }

    private static String submit(Client client, String spec) {
        var answer = client.post("/jobs", spec);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.header("Location");
    }

    /** Polls until so many are completed, or more. */
    private static List<JsonNode> awaitCompleted(Client client, String group, int count) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST) {
            var done =
                    MixedJobs.all(client, group).stream()
                            .filter(job -> job.path("status").asString().equals("completed"))
                            .toList();
            if (done.size() >= count) {
                return done;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("not in time: " + count + " jobs completed");
    }
}
