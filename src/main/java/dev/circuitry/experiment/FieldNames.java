package dev.circuitry.experiment;

import java.util.List;
import java.util.Set;

/** The names that a job's fields can have. */
final class FieldNames {
    /** Fields that are read, in the order in which they are documented. */
    static final List<String> READ =
            List.of(
                    "task",
                    "threshold",
                    "model",
                    "dataset",
                    "task_options",
                    "algorithm",
                    "metric",
                    "ablation",
                    "zero_ablation",
                    "indices_mode",
                    "names_mode",
                    "order_seed",
                    "abs_value_threshold",
                    "num_examples",
                    "seq_len",
                    "seed",
                    "max_num_epochs",
                    "single_step",
                    "reset_network",
                    "processing",
                    "precision",
                    "evaluator",
                    "verify",
                    "device",
                    "name",
                    "group",
                    "tags",
                    "wandb_run_name",
                    "wandb_group_name",
                    "priority",
                    "rerun",
                    "known_circuit");

    /** Flags of the reference's command line that concern only its own process. */
    private static final Set<String> MEANINGLESS =
            Set.of("first_cache_cpu", "second_cache_cpu", "using_wandb", "torch_num_threads");

    private FieldNames() {}

    /** Whether a field is accepted with any value and does nothing. */
    static boolean isMeaningless(String name) {
        return MEANINGLESS.contains(name) || (name.startsWith("wandb_") && !READ.contains(name));
    }

    /** Whether a field is neither read nor ignored. */
    static boolean isUnknown(String name) {
        return !READ.contains(name) && !isMeaningless(name);
    }
}
