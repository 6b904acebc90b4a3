package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobControlIT extends ServiceIT {
    /** Takes seconds, so that it is not over before it has been asked to wait. */
    private static final String LONG =
            "{\"task\": \"induction-repeat\", \"threshold\": 0.001, \"evaluator\": \"full\", \"verify\":"
                    + " \"full\"}";

    @Test
    void aJobPausesResumesAndEndsAsItWouldHave() {
        var undisturbed = submit(LONG);
        await(undisturbed);
        var job = submit(LONG);

        var paused = client().post(job + "/pause", "");
        assertThat(paused.status()).isEqualTo(202);
        awaitStatus(job, "paused");
        assertThat(client().get(job).json().path("links").path("resume").asString())
                .isEqualTo(job + "/resume");
        assertThat(client().post(job + "/resume", "").status()).isEqualTo(202);

        assertThat(await(job).path("status").asString()).isEqualTo("completed");
        assertThat(client().get(job + "/decisions?limit=1000").json())
                .isEqualTo(client().get(undisturbed + "/decisions?limit=1000").json());
        client().post(job + "/resume", "").problem(409, "WRONG_STATE");
        client().post(job + "/pause", "").problem(409, "WRONG_STATE");
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        var spec =
                "{\"task\": \"or_gate\", \"threshold\": 0.25, \"zero_ablation\": true, \"tags\": [\"%s\"]}";
        var first = client().post("/jobs", spec.formatted("a"));
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().has("deduplicated")).isFalse();

        var second = client().post("/jobs", spec.formatted("b"));
        var job = second.header("Location");
        assertThat(second.status()).isEqualTo(200);
        assertThat(job).isEqualTo(first.header("Location"));
        assertThat(second.json().path("deduplicated").asBoolean()).isTrue();
        assertThat(second.json().path("spec").path("tags").toString()).isEqualTo("[\"a\",\"b\"]");

        await(job);
        client().delete(job).problem(409, "SHARED_JOB");
        assertThat(client().delete(job + "?force=true").status()).isEqualTo(204);
    }

    @Test
    void labelsChange() {
        var job =
                submit(
                        "{\"task\": \"or_gate\", \"threshold\": 0.5, \"zero_ablation\": true, \"name\": \"first\"}");
        await(job);

        var changed =
                client().patch(
                                job,
                                "{\"name\": \"second\", \"tags\": [\"paper\"], \"keep\": true}");
        assertThat(changed.status()).isEqualTo(200);
        var now = client().get(job).json();
        assertThat(now.path("keep").asBoolean()).isTrue();
        assertThat(now.path("spec").path("name").asString()).isEqualTo("second");
        assertThat(now.path("spec").path("tags").toString()).isEqualTo("[\"paper\"]");
        assertThat(client().patch(job, "{\"name\": \"\"}").json().path("spec").has("name"))
                .isFalse();

        var wrong = client().send("PATCH", job, body("{\"nmae\": \"x\", \"keep\": \"yes\"}"), JSON);
        var errors = wrong.problem(422, "INVALID_SPEC").path("errors").toString();
        assertThat(errors).contains("#/keep").contains("#/nmae").contains("name");
    }

    private static final String[] JSON = {"Content-Type", "application/json"};

    private static byte[] body(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
