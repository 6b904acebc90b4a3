package dev.circuitry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.download.WireJson;
import dev.circuitry.experiment.MetricScores;
import dev.circuitry.experiment.TokenLogit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationDocumentTest {
    @Test
    void valuesThatAreNotFiniteAreNull() {
        var scores = new MetricScores(Double.NaN, 2, Double.NEGATIVE_INFINITY);
        var row =
                new EvaluationDocument.Row(
                        List.of(new TokenLogit(7, Double.POSITIVE_INFINITY)),
                        List.of(new TokenLogit(8, 0.5)));
        var document =
                new EvaluationDocument(
                        3,
                        List.of(),
                        Map.of("test", Map.of("l2", ResultDocument.Scores.of(scores))),
                        Map.of("test", List.of(row)));

        assertThat(WireJson.mapper().writeValueAsString(document))
                .isEqualTo(
                        """
                        {"edges":3,"warnings":[],"evaluation":{"test":{"l2":\
                        {"full":null,"empty":2.0,"circuit":null,"faithfulness":null}}},\
                        "likeliest":{"test":[{"circuit":[{"token":7,"logit":null}],\
                        "full":[{"token":8,"logit":0.5}]}]}}""");
    }
}
