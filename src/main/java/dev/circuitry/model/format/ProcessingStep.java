package dev.circuitry.model.format;

import dev.circuitry.model.Normalization;
import dev.circuitry.model.Positions;
import dev.circuitry.model.TransformerConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the reference does to weights on loading, in this order (TransformerLens 1.6.1,
 * HookedTransformer.load_and_process_state_dict). None changes the probabilities of the next token.
 */
public enum ProcessingStep {
    /** Weights and biases of normalisations move into what reads them. */
    FOLD_LN,
    /** What is written to the residual stream has mean zero. */
    CENTER_WRITING_WEIGHTS,
    /** Logits have mean zero. */
    CENTER_UNEMBED,
    /** Value biases, which reach the output whatever the pattern, move into the output's bias. */
    FOLD_VALUE_BIASES;

    /** TransformerLens' name. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that keep what a model of this kind computes. */
    public static List<ProcessingStep> allowedBy(TransformerConfig config) {
        return Arrays.stream(values()).filter(step -> step.isAllowedBy(config)).toList();
    }

    private boolean isAllowedBy(TransformerConfig config) {
        boolean addsAfterNorm = config.positions().kind() == Positions.SHORTFORMER;
        return switch (this) {
            case FOLD_LN -> !addsAfterNorm && canFold(config);
            case CENTER_WRITING_WEIGHTS ->
                    !addsAfterNorm
                            && config.norm().kind().isCentring()
                            && config.norm().last().isCentring();
            case CENTER_UNEMBED -> !addsAfterNorm;
            case FOLD_VALUE_BIASES -> true;
        };
    }

    /** A gate has no bias that could take a normalisation's. */
    private static boolean canFold(TransformerConfig config) {
        var kind = config.norm().kind();
        boolean gated = config.dimensions().hasMlps() && config.mlp().gated();
        return kind != Normalization.NONE
                && kind != Normalization.RMS_PRE
                && !(gated && kind.hasBias());
    }
}
