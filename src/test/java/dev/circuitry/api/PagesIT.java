package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class PagesIT extends ServiceIT {
    @ParameterizedTest
    @EnumSource
    void everyProblemHasItsPage(ProblemCode code) {
        var page = client().get(code.type()).json();

        assertThat(page.path("code").asString()).isEqualTo(code.name());
        assertThat(page.path("explanation").asString()).isEqualTo(code.explanation());
        assertThat(client().get(code.type(), "Accept", "text/html").text()).contains("<h1>");
    }

    @Test
    void theListOfProblemsHasAllOfThem() {
        assertThat(client().get("/problems").json().path("items").size())
                .isEqualTo(ProblemCode.values().length);
    }

    @Test
    void theDescriptionIsServedAsItIs() throws IOException {
        assertThat(client().get("/openapi.yaml").text())
                .isEqualTo(Files.readString(Path.of("openapi.yaml")));
    }

    @Test
    void theDocumentationNeedsNothingFromElsewhere() {
        assertThat(client().get("/docs").header("Location")).isEqualTo("/docs/index.html");
        for (String other : new String[] {"/docs/", "/"}) {
            var answer = client().send("GET", other, new byte[0]);
            assertThat(answer.status()).as(other).isEqualTo(302);
            assertThat(answer.header("Location")).isEqualTo("/docs/index.html");
        }
        var page = client().get("/docs/index.html").text();
        assertThat(page).doesNotContain("http:").doesNotContain("https:");
        for (String file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js"}) {
            assertThat(page).contains(file);
            assertThat(client().send("GET", "/docs/" + file, new byte[0]).status()).isEqualTo(200);
        }
    }

    @Test
    void theCircuitThatWasDrawnUpFirstIsThereToo() {
        var first = client().get("/tasks/kbicr/circuit?version=first").json();
        assertThat(first.path("graph").path("counted_edges").asInt()).isEqualTo(520);
        var last = client().get("/tasks/kbicr/circuit").json();
        assertThat(last.path("graph").path("counted_edges").asInt()).isEqualTo(965);
        client().get("/tasks/ioi/circuit?version=first").problem(404, "NOT_FOUND");
        client().get("/tasks/ioi/circuit?version=last").problem(422, "INVALID_PARAMETER");
    }

    @Test
    void healthAndMetrics() {
        assertThat(client().get("/actuator/health/liveness").text())
                .isEqualTo("{\"status\":\"UP\"}");
        assertThat(client().get("/actuator/health/readiness").text())
                .isEqualTo("{\"status\":\"UP\"}");
        assertThat(client().get("/actuator/health").json().path("status").asString())
                .isEqualTo("UP");
        assertThat(client().get("/actuator/prometheus").text())
                .contains("http_server_requests")
                .contains("circuitry_jobs{status=\"running\"}")
                .contains("circuitry_evaluations_total")
                .contains("circuitry_step_seconds_bucket")
                .contains("circuitry_event_watchers");
    }

    @Test
    void theSelfTestFindsItsKnownCircuit() {
        Eventually.holds(
                "the self-test is done",
                () -> !selfTest().path("status").asString().equals("UNKNOWN"));
        var figures = selfTest().path("components").path("selfTest");
        assertThat(figures.path("status").asString()).isEqualTo("UP");
        assertThat(figures.path("details").path("cpu").path("edges").asInt()).isEqualTo(15);
        assertThat(figures.path("details").path("cpu").path("seconds").asDouble()).isPositive();
    }

    private JsonNode selfTest() {
        return client().get("/actuator/health/selftest").json();
    }
}
