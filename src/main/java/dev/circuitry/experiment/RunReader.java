package dev.circuitry.experiment;

import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.Execution;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.Priority;
import dev.circuitry.spec.SenderOrder;
import dev.circuitry.spec.Verification;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what steers the algorithm, and how and where it is carried out. */
final class RunReader {
    private static final int DEFAULT_EPOCHS = 100_000;
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,4})?");

    private final @Nullable List<String> devices;

    /**
     * A reader.
     *
     * @param devices that have a worker, or null where that is no question
     */
    RunReader(@Nullable List<String> devices) {
        this.devices = devices == null ? null : List.copyOf(devices);
    }

    AcdcOptions acdc(PostedFields fields, List<Warning> warnings) {
        if (!fields.has("threshold")) {
            fields.reject(
                    "threshold",
                    "is required: a number in the metric's unit. An edge is kept when its effect is at least this.");
        }
        if (fields.text("algorithm").filter(name -> !name.equals("acdc")).isPresent()) {
            fields.rejectType("algorithm", "\"acdc\", the one there is");
        }
        return new AcdcOptions(
                fields.number("threshold").orElse(0.0),
                fields.flag("abs_value_threshold").orElse(false),
                order(fields, warnings),
                (int) fields.integer("max_num_epochs", 1, Integer.MAX_VALUE).orElse(DEFAULT_EPOCHS),
                fields.flag("single_step").orElse(false));
    }

    private static SenderOrder order(PostedFields fields, List<Warning> warnings) {
        var indices = fields.choice("indices_mode", Order.class).orElse(Order.NORMAL);
        var names = fields.choice("names_mode", Order.class).orElse(Order.NORMAL);
        long seed = fields.integer("order_seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0);
        if (seed != 0 && indices != Order.RANDOM && names != Order.RANDOM) {
            warnings.add(
                    Warning.of(
                            WarningCode.FIELD_WITHOUT_EFFECT,
                            "order_seed does nothing: neither indices_mode nor names_mode is random."));
        }
        return new SenderOrder(indices, names, seed);
    }

    Execution execution(PostedFields fields, List<Warning> warnings) {
        var evaluator =
                fields.choice("evaluator", EvaluatorKind.class).orElse(EvaluatorKind.INCREMENTAL);
        return new Execution(
                evaluator,
                verification(fields, evaluator, warnings),
                device(fields, warnings),
                fields.choice("priority", Priority.class).orElse(Priority.NORMAL),
                fields.flag("rerun").orElse(false));
    }

    private static Verification verification(
            PostedFields fields, EvaluatorKind evaluator, List<Warning> warnings) {
        var kind = fields.choice("verify", Verification.class).orElse(Verification.OFF);
        if (kind != Verification.OFF && evaluator == EvaluatorKind.FULL) {
            warnings.add(
                    Warning.of(
                            WarningCode.FIELD_WITHOUT_EFFECT,
                            "verify repeats full passes by full passes: evaluator is full."));
        }
        return kind;
    }

    private String device(PostedFields fields, List<Warning> warnings) {
        var device = fields.text("device").orElse("auto");
        if (!DEVICE.matcher(device).matches()) {
            fields.rejectType("device", "auto, cpu, cuda or cuda: and a number");
        } else if (devices == null || device.equals("auto")) {
            return device;
        } else if (device.equals("cuda")) {
            return cuda(devices, warnings);
        } else if (!devices.contains(device)) {
            fields.rejectType(
                    "device", "auto or a device that has a worker, " + String.join(", ", devices));
        }
        return device;
    }

    /** Old runs say cuda because it is their flag's default, so it is a wish and not a demand. */
    private static String cuda(List<String> devices, List<Warning> warnings) {
        if (devices.stream().anyMatch(name -> name.startsWith("cuda"))) {
            return "cuda";
        }
        warnings.add(
                Warning.of(
                        WarningCode.DEVICE_MISSING,
                        "No worker has a GPU, so device is auto instead of cuda: any worker may take the job."));
        return "auto";
    }
}
