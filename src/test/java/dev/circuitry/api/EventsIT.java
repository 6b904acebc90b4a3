package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.api.EventReader.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsIT extends ServiceIT {
    private static final String JOB =
            "{\"task\": \"tracr-proportion\", \"threshold\": 0.05, \"zero_ablation\": true}";

    @Test
    void tellsAllFromTheFirstStatusToTheLast() throws Exception {
        var job = submit(JOB);

        var events = client().watch(job).read(Integer.MAX_VALUE);

        var last = events.get(events.size() - 1);
        assertThat(events.get(0).kind()).isEqualTo("status");
        assertThat(last.kind()).isEqualTo("status");
        assertThat(last.data().path("status").asString()).isEqualTo("completed");
        assertThat(last.data().path("result").path("edges").isNumber()).isTrue();
        assertTellsTheLog(events, job);
    }

    @Test
    void watchersWhoComeAndGoSeeEveryEventOnceAndInOrder() throws Exception {
        var job = submit(JOB);
        var pool = Executors.newFixedThreadPool(10);
        try {
            List<Future<List<Event>>> watchers = new ArrayList<>();
            for (int seed = 0; seed < 10; seed++) {
                watchers.add(pool.submit(fickle(job, new Random(seed))));
            }
            for (Future<List<Event>> watcher : watchers) {
                assertTellsTheLog(watcher.get(), job);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Leaves after a few events, and comes back with the id of the last one. */
    private Callable<List<Event>> fickle(String job, Random random) {
        return () -> {
            var reader = client().watch(job);
            List<Event> all = new ArrayList<>();
            do {
                all.addAll(reader.read(2 + random.nextInt(12)));
            } while (!isEnd(all.get(all.size() - 1)));
            return all;
        };
    }

    private static boolean isEnd(Event event) {
        return event.data().path("status").asString("").equals("completed");
    }

    @Test
    void refusesWhatNamesNoEvent() {
        var job = submit(JOB);
        await(job);

        var answer = client().send("GET", job + "/events", new byte[0], "Last-Event-ID", "seven");
        answer.problem(400, "INVALID_REQUEST");
        client().get("/jobs/00000000-0000-7000-8000-000000000000/events").problem(404, "NOT_FOUND");
    }

    @Test
    void doesNotKeepWhoAsksOnlyForTheHead() {
        var job = submit(JOB);

        var answer = client().send("HEAD", job + "/events", new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        await(job);
    }

    /** Every event once, each step after the last of its decisions, ids counting decisions. */
    private void assertTellsTheLog(List<Event> events, String job) {
        assertThat(rows(events, "decision")).isEqualTo(items(job + "/decisions"));
        assertThat(rows(events, "step")).isEqualTo(items(job + "/steps"));
        int decision = 0;
        int step = 0;
        for (Event event : events) {
            if (event.kind().equals("decision")) {
                assertThat(event.data().path("seq").asInt()).isEqualTo(++decision);
                assertThat(event.data().path("step").asInt()).isEqualTo(step + 1);
            } else if (event.kind().equals("step")) {
                assertThat(event.data().path("seq").asInt()).isEqualTo(++step);
            }
            assertThat(Integer.parseInt(event.id())).isEqualTo(decision);
        }
    }

    private static List<JsonNode> rows(List<Event> events, String kind) {
        return events.stream().filter(one -> one.kind().equals(kind)).map(Event::data).toList();
    }

    private List<JsonNode> items(String list) {
        var items = client().get(list + "?limit=1000").json().path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }
}
