package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JobsIT extends ServiceIT {
    private static final String REVERSE =
            """
            {"task": "tracr-reverse", "zero_ablation": true, "threshold": 0.05}""";

    private static final String VARS =
            """
            {"task": "tracr-reverse", "threshold": 0.05, "first_cache_cpu": "True", "second_cache_cpu": "True",
             "zero_ablation": true, "using_wandb": false, "wandb_entity_name": "remix_school-of-rock",
             "wandb_group_name": "default", "wandb_project_name": "acdc", "wandb_run_name": null,
             "wandb_dir": "/tmp/wandb", "wandb_mode": "online", "indices_mode": "normal", "names_mode": "normal",
             "device": "cuda", "reset_network": 0, "metric": "l2", "torch_num_threads": 0, "seed": 1234,
             "max_num_epochs": 100000, "single_step": false, "abs_value_threshold": false}""";

    @Test
    void theWholePathFromPostToPicture() throws IOException {
        var job = submit(REVERSE);
        var ended = await(job);

        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
        var result = ended.path("result");
        assertThat(result.path("edges").asInt()).isEqualTo(15);
        assertThat(result.path("known_circuit").path("edges").path("fp").asInt()).isZero();
        assertThat(result.path("known_circuit").path("edges").path("fn").asInt()).isZero();
        assertThat(result.path("stopped_by").asString()).isEqualTo("finished");
        assertThat(result.path("evaluation").path("validation").path("l2").isObject()).isTrue();

        int evaluations = result.path("evaluations").asInt();
        var decisions = client().get(job + "/decisions?limit=1000").json().path("items");
        assertThat(decisions.size()).isEqualTo(evaluations);
        var kept = client().get(job + "/decisions?kept=true").json().path("items");
        assertThat(kept.size()).isEqualTo(15);

        var graph = client().get(job + "/graph").json();
        assertThat(tested(graph)).isEqualTo(15);
        var png = client().get(job + "/graph?format=png");
        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(png.response().body())).getWidth())
                .isGreaterThan(100);
        assertThat(client().get(job + "/manifest").json().path("spec").path("task").asString())
                .isEqualTo("tracr-reverse");
        var rows = client().get(job + "/dataset").json().path("items");
        assertThat(rows.path(0).path("clean").path("tokens").size()).isEqualTo(4);
    }

    private static long tested(JsonNode graph) {
        return graph.path("edges")
                .valueStream()
                .filter(edge -> edge.path("tested").asBoolean())
                .count();
    }

    @Test
    void theFlagsOfAnOldRunPostAsTheyAre() {
        var ended = await(submit(VARS));

        assertThat(ended.path("result").path("edges").asInt()).isEqualTo(15);
        assertThat(ended.path("warnings").toString()).contains("first_cache_cpu").contains("GPU");
    }

    @Test
    void pagesHoldEveryRowOnce() {
        var job = submit(REVERSE);
        await(job);
        Set<Integer> seen = new HashSet<>();
        var next = "?limit=7";
        int pages = 0;
        while (!next.isEmpty()) {
            var page = client().get(job + "/decisions" + next).json();
            page.path("items")
                    .forEach(row -> assertThat(seen.add(row.path("seq").asInt())).isTrue());
            var cursor = page.path("next_cursor");
            next = cursor.isNull() ? "" : "?limit=7&cursor=" + cursor.asString();
            pages++;
        }

        assertThat(seen).hasSize(57);
        assertThat(pages).isEqualTo(9);
    }

    @Test
    void tablesAreTheSameInEveryForm() {
        var job = submit(REVERSE);
        await(job);
        var first = client().get(job + "/decisions?limit=2").json().path("items").path(1);

        var csv = client().get(job + "/decisions?format=csv").text().lines().toList();
        var ndjson = client().get(job + "/decisions", "Accept", "application/x-ndjson").text();

        assertThat(csv).hasSize(58);
        assertThat(csv.get(0)).startsWith("seq,step,receiver,sender,").endsWith("effect,kept");
        assertThat(csv.get(2)).contains(first.path("effect").asString());
        assertThat(
                        new tools.jackson.databind.json.JsonMapper()
                                .readTree(ndjson.lines().skip(1).findFirst().orElseThrow()))
                .isEqualTo(first);
        assertThat(client().get(job + "/steps?format=csv").text())
                .startsWith(
                        "seq,node,label,metric,edges,evaluations,kept,removed,elapsed_seconds\n");
        assertThat(client().get(job + "/steps").json().path("items").size()).isEqualTo(21);
        assertThat(client().get(job + "/decisions?format=csv&step=1&kept=true").text().lines())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "json,application/json",
        "dot,text/vnd.graphviz",
        "graphml,application/graphml+xml",
        "tgf,text/vnd.tgf",
        "csv,text/csv",
        "eap,application/vnd.eap+json",
        "subgraph,application/vnd.acdc-subgraph+json",
        "png,image/png",
        "svg,image/svg+xml",
        "pdf,application/pdf"
    })
    void everyGraphFormatIsChosenByNameAndByAccept(String format, String mediaType) {
        var byName = client().get("/tasks/tracr-reverse/circuit?format=" + format);
        var byAccept = client().get("/tasks/tracr-reverse/circuit", "Accept", mediaType);

        assertThat(byName.status()).isEqualTo(200);
        assertThat(byName.header("Content-Type")).startsWith(mediaType);
        assertThat(byAccept.header("Content-Type")).startsWith(mediaType);
        assertThat(byName.response().body()).isNotEmpty();
    }

    @Test
    void graphOptionsWorkWhereTheyMeanSomething() {
        var job = submit(REVERSE);
        await(job);

        assertThat(client().get(job + "/graph?step=1").status()).isEqualTo(200);
        assertThat(client().get(job + "/graph?view=components").json().path("edges").size())
                .isPositive();
        assertThat(client().get(job + "/graph?format=svg&show_full_index=true&scale=2").text())
                .contains("hook_resid_post");
        client().get(job + "/graph?step=22").problem(422, "INVALID_PARAMETER");
        client().get(job + "/graph?step=0").problem(422, "INVALID_PARAMETER");
        client().get(job + "/graph?format=subgraph&view=components")
                .problem(422, "INVALID_PARAMETER");
        client().get(job + "/graph?format=csv&scale=2&min_effect=1")
                .problem(422, "INVALID_PARAMETER");
        client().get(job + "/graph?format=png&scale=1000").problem(422, "INVALID_PARAMETER");
        client().get(job + "/graph?format=gif").problem(406, "NOT_ACCEPTABLE");
    }

    @Test
    void listsAreFilteredAndPaged() {
        var spec =
                """
                {"task": "or_gate", "zero_ablation": true, "threshold": 0.5, "group": "lists", "tags": ["%s"]}""";
        var first = submit(spec.formatted("a"));
        var second = submit(spec.formatted("b"));

        var page = client().get("/jobs?group=lists&limit=1").json();
        assertThat(page.path("items").path(0).path("links").path("self").asString())
                .isEqualTo(second);
        var rest =
                client().get(
                                "/jobs?group=lists&limit=1&cursor="
                                        + page.path("next_cursor").asString())
                        .json();
        assertThat(rest.path("items").path(0).path("links").path("self").asString())
                .isEqualTo(first);
        assertThat(client().get("/jobs?group=lists&tag=a").json().path("items").size()).isOne();
        assertThat(client().get("/jobs?group=lists&task=tracr-reverse").json().path("items").size())
                .isZero();
        client().get("/jobs?cursor=no.cursor").problem(422, "INVALID_PARAMETER");
    }

    @Test
    void endedJobsAreDeletedAndNotCancelled() {
        var job = submit(REVERSE);
        await(job);

        client().described("POST", job + "/cancel", "").problem(409, "WRONG_STATE");
        assertThat(client().delete(job).status()).isEqualTo(204);
        client().get(job).problem(404, "NOT_FOUND");
        client().get(job + "/graph").problem(404, "NOT_FOUND");
        client().delete(job).problem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"task\": \"custom\", \"threshold\": 1}", "[]", "3", "null"})
    void wrongSpecificationsAreAnsweredWithEveryRule(String body) {
        var problem = client().post("/jobs", body).problem(422, "INVALID_SPEC");

        assertThat(problem.path("errors").isEmpty()).isFalse();
    }

    @Test
    void catalogues() {
        assertThat(client().get("/tasks").json().path("items").size()).isGreaterThanOrEqualTo(3);
        assertThat(client().get("/models").json().path("items").size()).isGreaterThanOrEqualTo(3);
        assertThat(client().get("/tasks?limit=1").json().path("next_cursor").isString()).isTrue();
        assertThat(
                        client().get("/tasks/tracr-reverse/dataset?limit=2&split=validation")
                                .json()
                                .path("items")
                                .size())
                .isEqualTo(2);
        client().get("/tasks/tracr-reverse/dataset?num_examples=7")
                .problem(422, "INVALID_PARAMETER");
        client().get("/tasks/nothing/dataset").problem(404, "NOT_FOUND");
        client().get("/tasks/nothing/circuit").problem(404, "NOT_FOUND");
    }
}
