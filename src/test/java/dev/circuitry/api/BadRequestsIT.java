package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestsIT extends ServiceIT {
    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String GOOD =
            """
            {"task": "or_gate", "threshold": 0.5, "tags": ["a"], "task_options": {}, "seed": 1}""";

    private Client.Answer post(byte[] body) {
        return client().send("POST", "/jobs", body, JSON);
    }

    private Client.Answer post(String body) {
        return client().post("/jobs", body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"task\": \"or_gate\", \"threshold\": NaN}",
                "{\"task\": \"or_gate\", \"threshold\": Infinity}",
                "{\"task\": \"or_gate\", \"threshold\": 1} trailing",
                "{\"task\": \"or_gate\", \"task\": \"or_gate\", \"threshold\": 1}",
                "{'task': 'or_gate'}",
                "// comment\n{}"
            })
    void whatIsNotJsonIsSaidToBe(String body) {
        post(body).problem(400, "INVALID_JSON");
    }

    @Test
    void whatIsNoTextIsNotJson() {
        post(new byte[] {'{', (byte) 0xff, '}'}).problem(400, "INVALID_JSON");
        post("{}".getBytes(StandardCharsets.UTF_16)).problem(400, "INVALID_JSON");
        post("[".repeat(100_000)).problem(400, "INVALID_JSON");
        post("{\"a\":".repeat(100_000)).problem(400, "INVALID_JSON");
        post("{\"threshold\": " + "9".repeat(100_000) + "}").problem(400, "INVALID_JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "\"0.05\"", "null", "true", "[]", "{}"})
    void thresholdsThatAreNoFiniteNumber(String threshold) {
        var body = "{\"task\": \"or_gate\", \"threshold\": " + threshold + "}";

        var errors = post(body).problem(422, "INVALID_SPEC").path("errors");

        assertThat(errors.path(0).path("pointer").asString()).isEqualTo("#/threshold");
    }

    @Test
    void bodiesBeyondTheLimitAreRefused() {
        var huge = new byte[50_000_000];
        Arrays.fill(huge, (byte) ' ');

        post(huge).problem(413, "BODY_TOO_LARGE");
        assertThat(client().get("/jobs").status()).isEqualTo(200);
    }

    @Test
    void halfAPairOfCharactersIsNoFault() {
        post("{\"task\": \"\\ud800\", \"\\udc00\": 1, \"threshold\": \"\\ud800\"}")
                .problem(422, "INVALID_SPEC");
        post("{\"task\": \"or_gate\", \"threshold\": 1, \"name\": \"a\\u0000b\"}")
                .problem(422, "INVALID_SPEC");
    }

    @Test
    void everyKindOfWrongAddressIsAProblemDocument() {
        client().send("GET", "/nothing", new byte[0]).problem(404, "NOT_FOUND");
        client().send("GET", "/docs/nothing.js", new byte[0]).problem(404, "NOT_FOUND");
        client().get("/jobs/1-1-1-1-1").problem(404, "NOT_FOUND");
        client().get("/jobs/00000000-0000-0000-0000-000000000000/steps").problem(404, "NOT_FOUND");
        client().send("POST", "/jobs/x/pause", new byte[0]).problem(404, "NOT_FOUND");
        client().get("/problems/nothing").problem(404, "NOT_FOUND");
        client().send("GET", "/error", new byte[0]).problem(404, "NOT_FOUND");
    }

    @Test
    void wrongMethodsNameTheRightOnes() {
        var answer = client().send("PUT", "/jobs", new byte[0]);

        answer.problem(405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        client().send("PATCH", "/jobs", new byte[0]).problem(405, "METHOD_NOT_ALLOWED");
        client().send("BREW", "/jobs", new byte[0]).problem(405, "METHOD_NOT_ALLOWED");
        assertThat(client().send("OPTIONS", "/jobs", new byte[0]).header("Allow")).contains("POST");
        assertThat(client().send("HEAD", "/jobs", new byte[0]).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jobs",
                "/jobs/x",
                "/jobs/x/cancel",
                "/evaluations",
                "/tasks",
                "/docs",
                "/docs/index.html",
                "/openapi.yaml",
                "/problems/not-found",
                "/actuator/prometheus",
                "/actuator/health/liveness"
            })
    void everyMethodAllowedIsTaken(String path) {
        var wrong = client().send("PUT", path, new byte[0]);
        wrong.problem(405, "METHOD_NOT_ALLOWED");
        var allowed = List.of(wrong.header("Allow").split(", "));

        assertThat(allowed).contains("OPTIONS").doesNotContain("PUT");
        for (String method : allowed) {
            assertThat(client().send(method, path, new byte[0]).status())
                    .as(method + " " + path)
                    .isNotEqualTo(405);
        }
        for (String other : List.of("GET", "HEAD", "POST", "DELETE", "PATCH")) {
            if (!allowed.contains(other)) {
                assertThat(client().send(other, path, new byte[0]).status())
                        .as(other + " " + path)
                        .isEqualTo(405);
            }
        }
    }

    @Test
    void wrongMediaTypesNameTheRightOnes() {
        client().described("GET", "/jobs", "", "Accept", "text/csv").problem(406, "NOT_ACCEPTABLE");
        client().described("GET", "/jobs", "", "Accept", "no media type")
                .problem(406, "NOT_ACCEPTABLE");
        var body = GOOD.getBytes(StandardCharsets.UTF_8);
        client().send("POST", "/jobs", body).problem(415, "UNSUPPORTED_MEDIA_TYPE");
        client().send("POST", "/jobs", body, "Content-Type", "text/plain")
                .problem(415, "UNSUPPORTED_MEDIA_TYPE");
        client().send("POST", "/jobs", body, "Content-Type", "multipart/form-data")
                .problem(415, "UNSUPPORTED_MEDIA_TYPE");
        client().send("POST", "/jobs", body, "Content-Type", "/")
                .problem(415, "UNSUPPORTED_MEDIA_TYPE");
        client().send(
                        "POST",
                        "/jobs",
                        body,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "text/csv")
                .problem(406, "NOT_ACCEPTABLE");
    }

    @Test
    void whatARequestWithoutABodySaysOfItIsNoMatter() {
        for (var type : new String[] {"multipart/form-data", "text/plain", "/"}) {
            var answer = client().send("GET", "/jobs", new byte[0], "Content-Type", type);
            assertThat(answer.status()).as(type).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=x",
                "limit=1&limit=2",
                "limit=99999999999999999999",
                "status=done",
                "task=",
                "foo=1",
                "cursor=%00"
            })
    void wrongParametersAreNamed(String query) {
        client().get("/jobs?" + query).problem(422, "INVALID_PARAMETER");
    }

    @Test
    void whatCannotBeDecodedIsAProblemDocumentToo() {
        client().get("/jobs?dry_run=1").problem(422, "INVALID_PARAMETER");
        client().send("POST", "/jobs?dry_run=maybe", GOOD.getBytes(StandardCharsets.UTF_8), JSON)
                .problem(422, "INVALID_PARAMETER");
        client().send("GET", "/jobs/a%2Fb", new byte[0]).problem(400, "INVALID_REQUEST");
    }

    @Test
    void mutatedRequestsNeverMeetAFault() {
        var random = new Random(7);
        for (int i = 0; i < 1500; i++) {
            var body = GOOD.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            var answer = post(body);
            assertThat(answer.status())
                    .as("seed 7, body %d: %s", i, new String(body, StandardCharsets.ISO_8859_1))
                    .isLessThan(500);
        }
    }

    @Test
    void randomQueriesNeverMeetAFault() {
        var random = new Random(8);
        var paths =
                new String[] {
                    "/jobs", "/tasks/or_gate/circuit", "/problems", "/tasks/or_gate/dataset"
                };
        var names =
                new String[] {"limit", "cursor", "format", "step", "scale", "view", "num_examples"};
        for (int i = 0; i < 500; i++) {
            var query = new StringBuilder(paths[random.nextInt(paths.length)]).append('?');
            for (int part = random.nextInt(3); part >= 0; part--) {
                query.append(names[random.nextInt(names.length)]).append('=');
                for (int c = random.nextInt(4); c >= 0; c--) {
                    query.append("%%%02x".formatted(random.nextInt(256)));
                }
                query.append('&');
            }
            var answer = client().send("GET", query.toString(), new byte[0]);
            assertThat(answer.status()).as("seed 8: %s", query).isLessThan(500);
        }
    }
}
