package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that holds every exchange against openapi.yaml. */
final class Client {
    private static final JsonMapper JSON = new JsonMapper();
    private static final OpenApiContract CONTRACT = new OpenApiContract();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    Client(int port) {
        base = URI.create("http://127.0.0.1:" + port);
    }

    /** An answer. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** That it is a problem document of this code. */
        JsonNode problem(int status, String code) {
            assertThat(status()).as(text()).isEqualTo(status);
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            var problem = json();
            assertThat(problem.path("code").asString()).isEqualTo(code);
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("type").asString())
                    .isEqualTo(
                            "/problems/"
                                    + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            assertThat(problem.path("detail").asString()).isNotBlank();
            return problem;
        }
    }

    /** Someone who watches a job. */
    EventReader watch(String job) {
        return new EventReader(base.resolve(job + "/events"));
    }

    Answer get(String path, String... headers) {
        return described("GET", path, "", headers);
    }

    Answer post(String path, String body) {
        return described("POST", path, body, "Content-Type", "application/json");
    }

    /** Posts a job and gives its address. */
    String submit(String spec) {
        var answer = post("/jobs", spec);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.header("Location"))
                .isEqualTo("/jobs/" + answer.json().path("id").asString());
        return answer.header("Location");
    }

    Answer patch(String path, String body) {
        return described("PATCH", path, body, "Content-Type", "application/json");
    }

    Answer delete(String path) {
        return described("DELETE", path, "");
    }

    /** An exchange that openapi.yaml describes. */
    Answer described(String method, String path, String body, String... headers) {
        var answer = send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
        assertThat(CONTRACT.objections(method, base.resolve(path), body, answer.response()))
                .as(method + " " + path + " " + answer.text())
                .isEmpty();
        return answer;
    }

    /** Any exchange. */
    Answer send(String method, String path, byte[] body, String... headers) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException broken) {
            throw new AssertionError(method + " " + path + " broke", broken);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
