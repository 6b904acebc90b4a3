package dev.circuitry.experiment;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The names that a job's fields can have, and the one a writer probably meant. */
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

    // Comparing costs the product of the lengths, and a name may be as long as a request.
    private static final int COMPARED_CHARACTERS = 60;

    private FieldNames() {}

    /** Whether a field is accepted with any value and does nothing. */
    static boolean isMeaningless(String name) {
        return MEANINGLESS.contains(name) || (name.startsWith("wandb_") && !READ.contains(name));
    }

    /** Whether a field is neither read nor ignored. */
    static boolean isUnknown(String name) {
        return !READ.contains(name) && !isMeaningless(name);
    }

    /**
     * The known name that is most like the one written, by common letters and beginning (Jaro and
     * Winkler); {@code known} must not be empty.
     */
    static String nearest(String written, Collection<String> known) {
        var similarity = new JaroWinklerSimilarity();
        var start = plain(written.substring(0, Math.min(written.length(), COMPARED_CHARACTERS)));
        return known.stream()
                .max(Comparator.comparingDouble(name -> similarity.apply(start, plain(name))))
                .orElseThrow();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
