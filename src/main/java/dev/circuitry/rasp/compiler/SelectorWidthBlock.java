package dev.circuitry.rasp.compiler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the positions a selector selects (T/craft/chamber/selector_width.py): a head writes 1 / (d
 * + 1), and an MLP turns it into d. At the beginning of the sequence, where both write too, a
 * hidden unit takes back what they wrote.
 */
final class SelectorWidthBlock {

    private final String label;
    private final int maxWidth;

    SelectorWidthBlock(String label, int maxWidth) {
        this.label = label;
        this.maxWidth = maxWidth;
    }

    Block between(CategoricalAttention attention, VectorSpace output) {
        var share = new BasisDirection(label + "_selector_width_attn_output");
        Mlp counting = new DiscretisingMlp(label, steps()).between(share, output);
        return Block.of(
                attention.measuringWidth(share),
                Mlp.parallel(List.of(counting, cleaning(share, output))));
    }

    /** From the smallest share to the largest: from the largest width to none. */
    private List<DiscretisingMlp.Step> steps() {
        List<DiscretisingMlp.Step> steps = new ArrayList<>();
        for (int width = maxWidth; width >= 0; width--) {
            steps.add(new DiscretisingMlp.Step(1.0 / (width + 1), width));
        }
        return steps;
    }

    private Mlp cleaning(BasisDirection share, VectorSpace output) {
        // the reference calls this unit alike for all widths, so that two of one layer clean twice
        VectorSpace hidden = VectorSpace.of(new BasisDirection("_hidden_clean_bos_", label));
        VectorSpace bos = VectorSpace.of(BasisDirection.BOS);
        return new Mlp(
                Linear.of(bos, hidden, (from, to) -> 1),
                Linear.of(
                        hidden,
                        output.with(share),
                        (from, to) -> to.equals(share) || isZero(to.value()) ? -1 : 0));
    }

    /** A width of 0 written as a magnitude is nothing to take back. */
    private static boolean isZero(@Nullable Object width) {
        return Integer.valueOf(0).equals(width);
    }
}
