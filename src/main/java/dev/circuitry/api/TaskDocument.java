package dev.circuitry.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskOption;
import java.util.List;

/**
 * A task as clients see it.
 *
 * @param knownCircuit whether people have drawn one up, at {@code /tasks/{name}/circuit}
 */
record TaskDocument(
        String name,
        String description,
        List<String> models,
        String defaultModel,
        List<MetricDocument> metrics,
        String defaultMetric,
        int numExamples,
        int seqLen,
        List<OptionDocument> options,
        boolean knownCircuit) {

    /** A metric: every one is minimised. */
    record MetricDocument(String name, String formula, String unit) {
        static MetricDocument of(MetricKind metric) {
            return new MetricDocument(metric.wireName(), metric.formula(), metric.unit());
        }
    }

    /** An option that goes into {@code task_options}. */
    record OptionDocument(
            String name,
            String type,
            @JsonProperty("default") Object defaultValue,
            List<Object> allowed,
            String description) {
        static OptionDocument of(TaskOption option) {
            return new OptionDocument(
                    option.name(),
                    option.type(),
                    option.defaultValue(),
                    option.allowed(),
                    option.description());
        }
    }

    static TaskDocument of(Task task, boolean knownCircuit) {
        return new TaskDocument(
                task.name(),
                task.description(),
                task.models(),
                task.defaultModel(),
                task.metrics().stream().map(MetricDocument::of).toList(),
                task.metrics().get(0).wireName(),
                task.defaultSampling().numExamples(),
                task.defaultSampling().seqLen(),
                task.options().stream().map(OptionDocument::of).toList(),
                knownCircuit);
    }
}
