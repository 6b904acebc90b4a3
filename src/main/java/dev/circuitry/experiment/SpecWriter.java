package dev.circuitry.experiment;

import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Execution;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Labels;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Subject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a specification as the fields that a client could have posted, every default filled in.
 */
public final class SpecWriter {
    private SpecWriter() {}

    /**
     * The canonical form: ordered, JSON-ready; reading it gives the same specification. Labels that
     * there are not are left out.
     */
    public static Map<String, Object> write(JobSpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        putSubject(fields, spec.subject());
        putMeasure(fields, spec.measure());
        putAcdc(fields, spec.acdc());
        putExecution(fields, spec.execution());
        putLabels(fields, spec.labels());
        return Collections.unmodifiableMap(fields);
    }

    private static void putSubject(Map<String, Object> fields, Subject subject) {
        fields.put("task", subject.task());
        fields.put("model", subject.model());
        var custom = subject.custom();
        if (custom != null) {
            fields.put("dataset", custom.dataset().id());
            if (custom.knownCircuit() != null) {
                fields.put("known_circuit", custom.knownCircuit());
            }
        }
        fields.put("task_options", new TreeMap<>(subject.options()));
        fields.put("num_examples", subject.sampling().numExamples());
        fields.put("seq_len", subject.sampling().seqLen());
        fields.put("seed", subject.sampling().seed());
    }

    private static void putMeasure(Map<String, Object> fields, Measure measure) {
        fields.put("metric", measure.metric());
        fields.put("ablation", measure.ablation().wireName());
        fields.put("precision", measure.precision().wireName());
        fields.put("processing", measure.processing().wireName());
        fields.put("reset_network", measure.resetNetwork() ? 1 : 0);
    }

    private static void putAcdc(Map<String, Object> fields, AcdcOptions acdc) {
        fields.put("algorithm", "acdc");
        fields.put("threshold", acdc.threshold());
        fields.put("abs_value_threshold", acdc.absolute());
        fields.put("indices_mode", acdc.order().indices().wireName());
        fields.put("names_mode", acdc.order().names().wireName());
        fields.put("order_seed", acdc.order().seed());
        fields.put("max_num_epochs", acdc.maxNumEpochs());
        fields.put("single_step", acdc.singleStep());
    }

    private static void putExecution(Map<String, Object> fields, Execution execution) {
        fields.put("evaluator", execution.evaluator().wireName());
        fields.put("verify", execution.verification().wireName());
        fields.put("device", execution.device());
        fields.put("priority", execution.priority().wireName());
        fields.put("rerun", execution.rerun());
    }

    private static void putLabels(Map<String, Object> fields, Labels labels) {
        if (labels.name() != null) {
            fields.put("name", labels.name());
        }
        if (labels.group() != null) {
            fields.put("group", labels.group());
        }
        fields.put("tags", labels.tags());
    }
}
