package dev.circuitry.experiment;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Processing;
import dev.circuitry.spec.WireName;
import dev.circuitry.task.CustomTask;
import dev.circuitry.task.Task;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how a circuit is turned into a number: metric, ablation, arithmetic, weights. */
final class MeasureReader {
    private MeasureReader() {}

    /**
     * Reads all of it.
     *
     * @param task whose defaults and rules hold, or null where it is unknown and they cannot be
     *     judged
     */
    static Measure read(PostedFields fields, @Nullable Task task, List<Warning> warnings) {
        var metric = metric(fields, task);
        if (task != null) {
            task.caution(metric)
                    .map(detail -> Warning.of(WarningCode.METRIC_UNSUITED, detail))
                    .ifPresent(warnings::add);
        }
        var usualPrecision = task == null ? Precision.FLOAT32 : task.defaultPrecision();
        return new Measure(
                metric.wireName(),
                ablation(fields),
                fields.choice("precision", Precision.class).orElse(usualPrecision),
                fields.choice("processing", Processing.class).orElse(Processing.DEFAULT),
                fields.integer("reset_network", 0, 1).orElse(0) == 1);
    }

    private static MetricKind metric(PostedFields fields, @Nullable Task task) {
        var applicable = task == null ? List.of(MetricKind.values()) : task.metrics();
        var usual = applicable.get(0);
        var written = fields.text("metric");
        if (written.isEmpty()) {
            return usual;
        }
        Optional<MetricKind> metric = WireName.parse(MetricKind.class, written.get());
        if (metric.isPresent() && applicable.contains(metric.get())) {
            return metric.get();
        }
        var names = String.join(", ", applicable.stream().map(MetricKind::wireName).toList());
        if (task == null) {
            fields.rejectType("metric", "one of " + names);
        } else {
            var missing = metric.map(MeasureReader::missing).orElse("");
            fields.reject(
                    "metric",
                    "must be one that applies to the task "
                            + task.name()
                            + ", "
                            + names
                            + ", but is "
                            + PostedFields.described(fields.value("metric"))
                            + (task instanceof CustomTask ? missing : "")
                            + ".");
        }
        return usual;
    }

    private static Ablation ablation(PostedFields fields) {
        var written = writtenAblation(fields);
        boolean zeroFlag = fields.flag("zero_ablation").orElse(false);
        if (zeroFlag && written.filter(kind -> kind != Ablation.ZERO).isPresent()) {
            fields.reject(
                    "zero_ablation",
                    "must not be true beside ablation \""
                            + written.get().wireName()
                            + "\", because it means ablation \"zero\". Leave out one of the two.");
        }
        return zeroFlag ? Ablation.ZERO : written.orElse(Ablation.CORRUPTED);
    }

    private static Optional<Ablation> writtenAblation(PostedFields fields) {
        if ("resample".equals(fields.value("ablation"))) {
            return Optional.of(Ablation.CORRUPTED); // another word for it
        }
        return fields.choice("ablation", Ablation.class);
    }

    /** What a metric asks of a data set. */
    private static String missing(MetricKind metric) {
        if (metric.readsWrongAnswers()) {
            return ", which needs answers and wrong_answers in the data set";
        }
        return metric.readsAnswers() ? ", which needs answers in the data set" : "";
    }
}
