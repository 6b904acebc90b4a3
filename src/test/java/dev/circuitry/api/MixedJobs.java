package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Many small jobs, no two alike. */
final class MixedJobs {
    private static final long LONGEST = Duration.ofMinutes(20).toNanos();

    private MixedJobs() {}

    /** The job of a number. */
    static String spec(int number, String group) {
        var task =
                switch (number % 20) {
                    case 0 -> "\"tracr-reverse\", \"single_step\": true";
                    case 8 -> "\"tracr-proportion\", \"single_step\": true";
                    case 16 -> "\"tracr-proportion\", \"names_mode\": \"reverse\"";
                    default -> "\"or_gate\", \"indices_mode\": \"reverse\"";
                };
        return """
        {"task": %s, "zero_ablation": true, "threshold": 0.%04d, "group": "%s"}"""
                .formatted(task, number + 1, group);
    }

    /** That it is completed and its log holds every step and decision, each once and in order. */
    static void assertDoneOnce(Client client, JsonNode job) {
        assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("completed");
        var path = job.path("links").path("self").asString();
        assertContiguous(client.get(path + "/decisions?limit=1000").json(), job, "evaluations");
        assertContiguous(client.get(path + "/steps?limit=1000").json(), job, "steps");
    }

    private static void assertContiguous(JsonNode page, JsonNode job, String count) {
        assertThat(page.path("next_cursor").isNull()).isTrue();
        assertThat(page.path("items").valueStream().map(row -> row.path("seq").asInt()))
                .as(job.toString())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, job.path("result").path(count).asInt())
                                .boxed()
                                .toList());
    }

    /** The addresses of a group's jobs, as often as they are listed. */
    static List<String> listed(Client client, String group) {
        List<String> paths = new ArrayList<>();
        all(client, group).forEach(job -> paths.add(job.path("links").path("self").asString()));
        assertThat(paths).doesNotHaveDuplicates();
        return paths;
    }

    /** A group's jobs, all of its pages. */
    static List<JsonNode> all(Client client, String group) {
        List<JsonNode> jobs = new ArrayList<>();
        var next = "";
        do {
            var page = client.get("/jobs?limit=60&group=" + group + next).json();
            page.path("items").forEach(jobs::add);
            var cursor = page.path("next_cursor");
            next = cursor.isNull() ? "" : "&cursor=" + cursor.asString();
        } while (!next.isEmpty());
        return jobs;
    }

    /** Polls until so many are completed, or more. */
    static List<JsonNode> awaitCompleted(Client client, String group, int count) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST) {
            var done =
                    all(client, group).stream()
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
