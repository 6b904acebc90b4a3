package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EvaluationsIT extends ServiceIT {
    private JsonNode evaluate(String circuit, String more) {
        var body =
                """
                {"task": "tracr-reverse", "zero_ablation": true, "circuit": %s%s}"""
                        .formatted(circuit, more);
        var answer = client().post("/evaluations", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void theKnownCircuitDoesWhatTheModelDoes() {
        var answer = evaluate("\"known\"", ", \"split\": \"test\", \"metrics\": [\"l2\"]");

        assertThat(answer.path("edges").asInt()).isEqualTo(15);
        assertThat(answer.path("likeliest").isNull()).isTrue();
        assertThat(answer.path("evaluation").propertyNames()).containsExactly("test");
        var l2 = answer.path("evaluation").path("test").path("l2");
        assertThat(l2.path("full").asDouble()).isZero();
        // recorded 1.18e-13 and 0.33333295: float32, summed in whatever order the machine likes
        assertThat(l2.path("circuit").asDouble()).isCloseTo(1.18e-13, within(2e-6));
        assertThat(l2.path("empty").asDouble()).isCloseTo(0.33333295, within(2e-6));
        assertThat(l2.path("faithfulness").asDouble()).isCloseTo(1, within(1e-5));
    }

    @Test
    void allEdgesAndNoneAreTheEndsOfTheScale() {
        var full = evaluate("\"full\"", "");
        var empty = evaluate("\"empty\"", "");

        assertThat(full.path("edges").asInt()).isEqualTo(106);
        assertThat(empty.path("edges").asInt()).isZero();
        assertThat(full.path("evaluation").propertyNames()).containsExactly("validation", "test");
        full.path("evaluation")
                .forEach(split -> split.forEach(s -> assertEqual(s, "circuit", "full")));
        empty.path("evaluation")
                .forEach(split -> split.forEach(s -> assertEqual(s, "circuit", "empty")));
        var l2 = full.path("evaluation").path("test").path("l2");
        assertThat(l2.path("faithfulness").asDouble()).isOne();
    }

    private static void assertEqual(JsonNode scores, String name, String other) {
        assertThat(scores.path(name)).as(scores.toString()).isEqualTo(scores.path(other));
    }

    @Test
    void aJobsCircuitByIdOrByRowsIsWorthWhatTheJobSays() {
        var job =
                submit(
                        """
                        {"task": "tracr-reverse", "zero_ablation": true, "threshold": 0.05}""");
        var ended = await(job);
        var rows = client().get(job + "/graph?format=subgraph").text();

        var byId = evaluate("\"" + ended.path("id").asString() + "\"", "");
        var byRows = evaluate(rows, "");

        assertThat(byId.path("evaluation")).isEqualTo(ended.path("result").path("evaluation"));
        assertThat(byId.path("edges")).isEqualTo(ended.path("result").path("edges"));
        assertThat(byRows).isEqualTo(byId);
    }

    @Test
    void theLikeliestTokensStandBesideTheFullModels() {
        var answer = evaluate("\"known\"", ", \"split\": \"validation\", \"top_k\": 3");
        var rows = answer.path("likeliest").path("validation");

        assertThat(answer.path("likeliest").propertyNames()).containsExactly("validation");
        assertThat(rows.isEmpty()).isFalse();
        for (JsonNode row : rows) {
            assertSorted(row.path("circuit"));
            assertSorted(row.path("full"));
            assertThat(row.path("circuit").path(0).path("token"))
                    .isEqualTo(row.path("full").path(0).path("token"));
        }
    }

    private static void assertSorted(JsonNode tokens) {
        assertThat(tokens.size()).isEqualTo(3);
        assertThat(tokens.valueStream().map(token -> token.path("token").asInt()))
                .doesNotHaveDuplicates();
        assertThat(tokens.valueStream().map(token -> -token.path("logit").asDouble())).isSorted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'task': 'tracr-reverse'} | #/circuit",
                "{'task': 'tracr-reverse', 'circuit': null} | #/circuit",
                "{'task': 'tracr-reverse', 'circuit': 3} | #/circuit",
                "{'task': 'tracr-reverse', 'circuit': 'best'} | #/circuit",
                "{'task': 'tracr-reverse', 'circuit': '00000000-0000-0000-0000-000000000000'} | #/circuit",
                "{'task': 'or_gate', 'ablation': 'zero', 'circuit': 'known'} | #/circuit",
                "{'task': 'tracr-reverse', 'circuit': ['known']} | #/circuit/0",
                "{'task': 'tracr-reverse', 'circuit': [['a', [null], 'b']]} | #/circuit/0",
                "{'task': 'tracr-reverse', 'circuit': [['a', [null], 'b', [null]]]} | #/circuit/0",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'split': 'train'} | #/split",
                "{'task': 'or_gate', 'ablation': 'zero', 'circuit': 'full', 'split': 'test'} | #/split",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'metrics': ['kl_div', 'beauty']} | #/metrics",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'metrics': 'l2'} | #/metrics",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'metric': 'beauty'} | #/metric",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'top_k': -1} | #/top_k",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'top_k': 1001} | #/top_k",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'top_k': 1.5} | #/top_k",
                "{'task': 'nothing', 'circuit': 'full'} | #/task",
                "{'circuit': 'full'} | #/task",
                "{'task': 'tracr-reverse', 'circuit': 'full', 'topk': 3} | #/topk",
                "{'task': 'nothing', 'circuit': 'full', 'metrics': ['beauty']} | #/task",
            })
    void whatIsWrongIsNamed(String body, String pointer) {
        var errors =
                client().post("/evaluations", body.replace('\'', '"'))
                        .problem(422, "INVALID_SPEC")
                        .path("errors");

        assertThat(errors.path(0).path("pointer").asString()).isEqualTo(pointer);
        assertThat(errors.path(0).path("detail").asString()).isNotBlank();
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        var errors =
                client().post(
                                "/evaluations",
                                """
                                {"task": "tracr-reverse", "top_k": "x", "split": 1, "threshhold": 1}""")
                        .problem(422, "INVALID_SPEC")
                        .path("errors");

        assertThat(errors.valueStream().map(error -> error.path("pointer").asString()))
                .containsExactlyInAnyOrder("#/threshhold", "#/circuit", "#/split", "#/top_k");
    }

    private JsonNode errors(String body) {
        return client().post("/evaluations", body).problem(422, "INVALID_SPEC").path("errors");
    }

    @Test
    void whatOnlyTheTaskAndItsGraphTellIsNamedWithTheRest() {
        var errors =
                errors(
                        """
                        {"task": "or_gate", "zero_ablation": true, "circuit": "known", "split": "test", "top_k": -1,
                         "metrics": ["l2", "or_gate", "beauty"]}""");

        assertThat(errors.valueStream().map(error -> error.path("pointer").asString()))
                .containsExactlyInAnyOrder("#/circuit", "#/split", "#/metrics", "#/top_k");
        assertThat(errors.valueStream().map(error -> error.path("detail").asString()))
                .anyMatch(detail -> detail.contains("only validation"))
                .anyMatch(
                        detail ->
                                detail.contains("\"l2\"")
                                        && detail.contains("\"beauty\"")
                                        && !detail.contains("\"or_gate\""));
    }

    @Test
    void aMisspeltFieldOfItsOwnIsUnderstood() {
        var errors =
                errors(
                        """
                        {"task": "or_gate", "circuit": "full", "splitt": "test", "topk": 1}""");

        assertThat(errors.valueStream().map(error -> error.path("detail").asString()))
                .containsExactlyInAnyOrder(
                        "is not a field of an evaluation. Did you mean split?",
                        "is not a field of an evaluation. Did you mean top_k?");
    }

    @Test
    void aJobOfAnotherGraphHasNoEdgesHere() {
        var job =
                submit(
                        """
                        {"task": "or_gate", "zero_ablation": true, "threshold": 0.5}""");
        await(job);
        var body =
                """
                {"task": "tracr-reverse", "circuit": "%s"}"""
                        .formatted(job.substring("/jobs/".length()));

        var errors = client().post("/evaluations", body).problem(422, "INVALID_SPEC");

        assertThat(errors.path("errors").path(0).path("pointer").asString()).isEqualTo("#/circuit");
    }
}
