package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.testing.PostgresExtension;
import dev.circuitry.testing.Soak;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several processes share one database, and nothing else. */
class ClusterIT {
    private static final int JOBS = Soak.times(30, 1000);
    private static final int CLIENTS = 20;

    @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir private Path homes = Path.of(".");

    @Test
    void oneProcessIsKilledAndEveryJobIsDoneOnce() throws Exception {
        try (var first = start("first");
                var second = start("second")) {
            var clients = List.of(first.client(), second.client());
            var submitted = submitAll(clients, "cluster");
            MixedJobs.awaitCompleted(clients.get(0), "cluster", JOBS / 2);
            second.kill();

            var done = MixedJobs.awaitCompleted(clients.get(0), "cluster", JOBS);
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
            var job = client.submit(MixedJobs.spec(5001, "roles"));

            assertThat(MixedJobs.awaitCompleted(client, "roles", 1)).hasSize(1);
            assertThat(client.get(job + "/decisions").status()).isEqualTo(200);
            workers.send("GET", job, new byte[0]).problem(404, "NOT_FOUND");
            assertThat(workers.get("/actuator/health/readiness").status()).isEqualTo(200);

            worker.stop();
            client.submit(MixedJobs.spec(5002, "roles"));
            try (var another = start("another", "--circuitry.role=worker")) {
                assertThat(MixedJobs.awaitCompleted(client, "roles", 2)).hasSize(2);
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
                                services.get(number % services.size())
                                        .submit(MixedJobs.spec(number, group)));
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
}
