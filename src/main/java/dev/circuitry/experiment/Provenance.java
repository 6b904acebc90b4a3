package dev.circuitry.experiment;

import dev.circuitry.experiment.models.ModelOrigin;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.problem.Warning;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.WireName;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.TaskRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What produced a result, so that a reader can trust it and another lab can redo it. */
final class Provenance {
    private Provenance() {}

    /** Ordered and JSON-ready. */
    static Map<String, Object> of(JobSpec spec, Ingredients ingredients, Experiment.Place place) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("code_version", codeVersion());
        facts.put("model", spec.subject().model());
        facts.put("weights_sha256", ingredients.model().weights().sha256());
        putOrigin(facts, ingredients.model().origin());
        if (spec.measure().resetNetwork()) {
            facts.put("trained_weights_sha256", ingredients.trained().weights().sha256());
        }
        facts.put("data_sha256", sha256(ingredients.rows()));
        var beginning = ingredients.rows().notes().prependedBos();
        facts.put("prepended_bos", beginning != null);
        if (beginning != null) {
            facts.put("bos_token", beginning);
        }
        facts.put(
                "data_notes",
                ingredients.rows().notes().warnings().stream().map(Warning::detail).toList());
        facts.put("metric", spec.measure().metric());
        facts.put("metric_formula", metric(spec).formula());
        facts.put("metric_unit", metric(spec).unit());
        facts.put(
                "seeds",
                Map.of(
                        "data",
                        spec.subject().sampling().seed(),
                        "order",
                        spec.acdc().order().seed()));
        facts.put("precision", spec.measure().precision().wireName());
        facts.put("device", place.device());
        if (place.rowsAtOnce() < ingredients.rows().validation().rows()) {
            facts.put("rows_at_once", place.rowsAtOnce());
        }
        facts.putAll(TensorEngine.description());
        facts.put("java", Runtime.version().toString());
        facts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return facts;
    }

    private static void putOrigin(Map<String, Object> facts, ModelOrigin origin) {
        facts.put("files_sha256", origin.files());
        facts.put("weight_processing", origin.processing());
        if (origin.hub() != null) {
            facts.put("hub_id", origin.hub().id());
            facts.put("hub_revision", origin.hub().revision());
        }
    }

    private static MetricKind metric(JobSpec spec) {
        return WireName.parse(MetricKind.class, spec.measure().metric()).orElseThrow();
    }

    private static String codeVersion() {
        return Objects.requireNonNullElse(
                Provenance.class.getPackage().getImplementationVersion(), "development");
    }

    private static String sha256(TaskRows rows) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes(rows.validation()));
            if (rows.test() != null) {
                digest.update(bytes(rows.test()));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(PromptPairs pairs) {
        var text =
                Arrays.deepToString(pairs.clean())
                        + Arrays.deepToString(pairs.corrupted())
                        + Arrays.deepToString(pairs.scored().positions())
                        + Arrays.deepToString(pairs.scored().answers())
                        + Arrays.deepToString(pairs.scored().wrongAnswers());
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
