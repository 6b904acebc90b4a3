package dev.circuitry.api;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** openapi.yaml as a judge: says what of an exchange it does not describe. */
final class OpenApiContract {
    private final OpenApiInteractionValidator validator =
            OpenApiInteractionValidator.createFor(Path.of("openapi.yaml").toUri().toString())
                    .withParseOptions(asWritten())
                    .build();

    /** A schema without a type takes any value, and does not become an object's. */
    private static ParseOptions asWritten() {
        var options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        options.setResolveCombinators(false);
        options.setInferSchemaType(false);
        options.setExplicitObjectSchema(false);
        return options;
    }

    /** What is wrong with an answer; and with the request too, where it was answered as right. */
    List<String> objections(String method, URI address, String body, HttpResponse<byte[]> answer) {
        var request = request(method, address, body);
        var response = new SimpleResponse.Builder(answer.statusCode());
        answer.headers().map().forEach(response::withHeader);
        if (answer.body().length > 0) {
            response.withBody(new String(answer.body(), StandardCharsets.UTF_8));
        }
        var report =
                validator.validateResponse(
                        address.getPath(), Method.valueOf(method), response.build());
        if (answer.statusCode() < 300) {
            report = report.merge(validator.validateRequest(request));
        }
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> message.getKey() + ": " + message.getMessage())
                .toList();
    }

    private static SimpleRequest request(String method, URI address, String body) {
        var request =
                new SimpleRequest.Builder(
                        Method.valueOf(method.toUpperCase(Locale.ROOT)), address.getPath());
        if (!body.isEmpty()) {
            request.withContentType(mediaType(body)).withBody(body);
        }
        if (address.getRawQuery() != null) {
            List.of(address.getRawQuery().split("&")).stream()
                    .map(part -> part.split("=", 2))
                    .collect(
                            Collectors.groupingBy(
                                    part -> part[0],
                                    Collectors.mapping(
                                            part ->
                                                    URLDecoder.decode(
                                                            part.length > 1 ? part[1] : "",
                                                            StandardCharsets.UTF_8),
                                            Collectors.toList())))
                    .forEach(request::withQueryParam);
        }
        return request.build();
    }

    /** Bodies here are JSON objects or lists, and tables. */
    private static String mediaType(String body) {
        boolean json = body.startsWith("{") || body.startsWith("[");
        return json ? "application/json" : "text/csv";
    }
}
