package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import dev.circuitry.problem.ProblemCode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** That the judge of all HTTP tests judges. */
class OpenApiContractTest {
    private static final String PAGE =
            """
            {"items": [{"seq": %s, "node": "blocks.0.hook_mlp_in[:]", "label": "m0", "metric": 0.5, "edges": 3,
              "evaluations": 1, "kept": 1, "removed": 0, "elapsed_seconds": 0.1%s}], "next_cursor": null}""";

    private static boolean accepts(String body) {
        var validator =
                OpenApiInteractionValidator.createFor(Path.of("openapi.yaml").toUri().toString())
                        .build();
        var response =
                SimpleResponse.Builder.ok().withContentType("application/json").withBody(body);
        return !validator
                .validateResponse("/jobs/x/steps", Method.GET, response.build())
                .hasErrors();
    }

    @Test
    void acceptsWhatIsDescribed() {
        assertThat(accepts(PAGE.formatted("1", ""))).isTrue();
    }

    @Test
    void refusesAWrongType() {
        assertThat(accepts(PAGE.formatted("\"1\"", ""))).isFalse();
    }

    @Test
    void refusesAFieldThatIsNotDescribed() {
        assertThat(accepts(PAGE.formatted("1", ", \"surprise\": 1"))).isFalse();
    }

    @Test
    void listsTheProblemCodesThereAre() {
        var described =
                Objects.requireNonNull(
                        new OpenAPIV3Parser()
                                .read("openapi.yaml")
                                .getComponents()
                                .getSchemas()
                                .get("ProblemCode"));
        List<?> codes = described.getEnum();

        assertThat(codes.stream().map(Object::toString).toList())
                .isEqualTo(Arrays.stream(ProblemCode.values()).map(Enum::name).toList());
    }
}
