package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A lab's own prompts on models in folders. */
class CustomDataIT extends ServiceIT {
    private static final String TOKENS =
            """
            {"clean_tokens": [[1, 2, 3], [4, 5, 6, 7], [8, 9]], "corrupted_tokens": [[1, 2, 4], [4, 5, 6, 8], [9, 9]],
             "answer_tokens": [5, 6, 7], "wrong_answer_tokens": [6, [7, 8], 9], "split": [null, null, "test"]}""";

    private static final String CSV =
            """
            clean,corrupted,answer,wrong_answer
            "Then, Mary and John"," Then, Anna and John", Mary, John
            """;

    private static String job(String model, String dataset, String more) {
        return "{\"task\": \"custom\", \"threshold\": 0.01, \"model\": \"%s\", \"dataset\": %s%s}"
                .formatted(model, dataset, more);
    }

    @Test
    void aJobOfTokensRunsToItsEvaluationOnTheTestRows() {
        var ownTokens = TOKENS.replace("[8, 9]", "[8, 10]");
        var ended = await(submit(job("toy", ownTokens, ", \"metric\": \"logit_diff\"")));

        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
        var evaluation = ended.path("result").path("evaluation");
        assertThat(evaluation.path("test").propertyNames())
                .containsExactlyInAnyOrder(
                        "kl_div", "nll", "match_nll", "logit_diff", "frac_correct");
        assertThat(ended.path("result").path("metric_difference").asDouble())
                .isCloseTo(0, within(1e-5));
        assertThat(ended.path("spec").path("num_examples").asInt()).isEqualTo(2);
        assertThat(ended.path("spec").path("seq_len").asInt()).isEqualTo(4);

        var address = ended.path("links").path("self").asString();
        var rows = client().get(address + "/dataset").json().path("items");
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.path(1).path("positions").toString()).isEqualTo("[3]");
        assertThat(rows.path(1).path("wrong_answers").toString()).isEqualTo("[[7,8]]");
        var manifest = client().get(address + "/manifest").json();
        assertThat(manifest.path("files_sha256").propertyNames())
                .contains("config.json", "model.safetensors");
        assertThat(manifest.path("weight_processing").size()).isPositive();

        var content =
                client().get(
                                "/datasets/"
                                        + ended.path("spec").path("dataset").asString()
                                        + "/content");
        assertThat(content.json().path("clean_tokens").size()).isEqualTo(3);
        assertThat(client().delete(address).status()).isEqualTo(204);
        client().get("/datasets/" + ended.path("spec").path("dataset").asString() + "/content")
                .problem(404, "NOT_FOUND");
    }

    @Test
    void everyAblationGivesItsOwnCircuitInEitherPrecision() {
        for (String ablation : new String[] {"corrupted", "zero", "mean"}) {
            var even =
                    "{\"clean_tokens\": [[1, 2, 3], [4, 5]], \"corrupted_tokens\": [[1, 2, 4], [4, %s]]}"
                            .formatted(ablation.equals("mean") ? "6, 7" : "6");
            for (String precision : new String[] {"float32", "float64"}) {
                var more =
                        ", \"ablation\": \"%s\", \"precision\": \"%s\", \"max_num_epochs\": 3"
                                .formatted(ablation, precision);
                var ended = await(submit(job("grouped", even, more)));
                assertThat(ended.path("status").asString())
                        .as(ended.toString())
                        .isEqualTo("completed");
            }
        }
    }

    @Test
    void resetWeightsAreMeasuredAgainstTheTrainedOnes() {
        var ended =
                await(submit(job("toy", TOKENS, ", \"reset_network\": 1, \"single_step\": true")));

        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
        var refused = client().post("/jobs", job("grouped", TOKENS, ", \"reset_network\": 1"));
        assertThat(refused.problem(422, "INVALID_SPEC").path("errors").toString())
                .contains("#/reset_network", "grouped-reset");
    }

    @Test
    void anUploadIsListedUsedAndDeletedWhenNoJobNeedsIt() {
        var first =
                client().described(
                                "POST", "/datasets?name=ioi.csv", CSV, "Content-Type", "text/csv");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        var id = first.json().path("id").asString();
        assertThat(first.header("Location")).isEqualTo("/datasets/" + id);
        var again =
                client().described("POST", "/datasets?name=b.csv", CSV, "Content-Type", "text/csv");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("name").asString()).isEqualTo("ioi.csv");
        assertThat(client().get("/datasets").text()).contains(id);
        assertThat(client().get("/datasets/" + id).json().path("rows").path("validation").asInt())
                .isEqualTo(1);

        var job =
                submit(
                        job(
                                "texts",
                                "\"" + id + "\"",
                                ", \"ablation\": \"zero\", \"single_step\": true"));
        assertThat(await(job).path("status").asString()).isEqualTo("completed");
        client().delete("/datasets/" + id).problem(409, "WRONG_STATE");
        assertThat(client().delete(job).status()).isEqualTo(204);
        assertThat(client().delete("/datasets/" + id).status()).isEqualTo(204);
        client().get("/datasets/" + id).problem(404, "NOT_FOUND");
    }

    @Test
    void aFileWithMistakesIsRefusedByLineAndColumn() {
        var answer =
                client().described(
                                "POST",
                                "/datasets?name=a.csv",
                                "clean,split\nA,here\n",
                                "Content-Type",
                                "text/csv");

        var errors = answer.problem(422, "INVALID_DATASET").path("errors");
        assertThat(errors.path(0).path("pointer").asString())
                .isEqualTo("a.csv, line 2, column split");
    }

    @Test
    void aDryRunTellsWhatTheRunWouldBeAndStoresNothing() {
        int before = client().get("/jobs?limit=1000").json().path("items").size();
        var text =
                "{\"clean\": [\"Then, Mary\"], \"corrupted\": [\"Then, Anna\"], \"answers\": [\" John\"]}";
        var answer = client().post("/jobs?dry_run=true", job("texts", text, ""));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var report = answer.json();
        assertThat(strings(report.path("data").path("first_row").path("clean")))
                .isEqualTo("<|endoftext|>|Then|,| Mary");
        assertThat(report.path("data").path("prepended_bos").asInt()).isEqualTo(50256);
        assertThat(report.path("baselines").path("clean_metric").asDouble()).isZero();
        assertThat(report.path("baselines").path("ablated_metric").asDouble()).isPositive();
        assertThat(report.path("estimate").path("evaluations_at_most").asInt())
                .isEqualTo(report.path("model").path("edges").asInt());
        assertThat(report.path("estimate").path("seconds").asDouble()).isPositive();
        assertThat(client().get("/jobs?limit=1000").json().path("items").size()).isEqualTo(before);
    }

    private static String strings(JsonNode list) {
        return String.join("|", list.valueStream().map(JsonNode::asString).toList());
    }

    @Test
    void promptsThatAreEqualAreAnErrorOnlyWhereTheyDecide() {
        var equal = "{\"clean_tokens\": [[1], [2]], \"corrupted_tokens\": [[1], [2]]}";
        var refused = client().post("/jobs", job("toy", equal, ""));
        assertThat(refused.problem(422, "INVALID_SPEC").path("errors").toString())
                .contains("#/ablation", "row 1");
        var gate = client().post("/jobs", "{\"task\": \"or_gate\", \"threshold\": 0.5}");
        gate.problem(422, "INVALID_SPEC");
        var report =
                client().post("/jobs?dry_run=true", job("toy", equal, ", \"ablation\": \"zero\""))
                        .json();
        assertThat(report.path("warnings").path(0).path("code").asString())
                .isEqualTo("EQUAL_PROMPTS");
        assertThat(report.path("warnings").path(0).path("examples").toString()).isEqualTo("[1,2]");
    }

    @Test
    void aKnownCircuitOfItsOwnIsComparedWith() {
        var rows =
                """
                [["blocks.1.hook_resid_post", [null], "blocks.0.hook_mlp_out", [null]]]""";
        var ended =
                await(
                        submit(
                                job(
                                        "toy",
                                        TOKENS,
                                        ", \"single_step\": true, \"known_circuit\": " + rows)));

        var edges = ended.path("result").path("known_circuit").path("edges");
        assertThat(edges.path("tp").asInt() + edges.path("fn").asInt()).isEqualTo(1);
        var wrong = job("toy", TOKENS, ", \"known_circuit\": [[\"x\", [null], \"y\", [null]]]");
        assertThat(client().post("/jobs", wrong).problem(422, "INVALID_SPEC").toString())
                .contains("#/known_circuit/0");
    }

    @Test
    void modelsInFoldersAreListedWithWhatIsWrongWithThem() {
        var models = client().get("/models").json().path("items");

        var grouped = named(models, "grouped");
        assertThat(grouped.path("n_key_value_heads").asInt()).isEqualTo(2);
        assertThat(grouped.path("sha256").asString()).hasSize(64);
        var broken = named(models, "broken");
        assertThat(broken.path("available").asBoolean()).isFalse();
        assertThat(broken.path("reason").asString()).contains("broken", "there are no weights");
        assertThat(broken.has("edges")).isFalse();

        var refused = client().post("/jobs", job("broken", TOKENS, ""));
        assertThat(refused.problem(422, "INVALID_SPEC").toString())
                .contains("there are no weights");
        var unknown = client().post("/jobs", job("org/gpt@main", TOKENS, ""));
        assertThat(unknown.problem(422, "INVALID_SPEC").toString())
                .contains("hf download org/gpt --revision main");
    }

    private static JsonNode named(JsonNode models, String name) {
        return models.valueStream()
                .filter(model -> model.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGroupedModelsGraphSaysSo() {
        var address = submit(job("grouped", TOKENS, ", \"max_num_epochs\": 12"));
        await(address);

        var graph = client().get(address + "/graph").json();
        assertThat(graph.path("nodes").toString()).contains("\"a0.kv1_k\"");
        assertThat(client().get(address + "/graph?format=svg").text()).contains("kv1");
    }
}
