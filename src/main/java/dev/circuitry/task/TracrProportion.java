package dev.circuitry.task;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Scored;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A compiled RASP program that gives, at each position, the fraction of "x" so far (reference:
 * tracr_task/utils.py). Kept as the reference runs it: rows have no beginning token, and token ids
 * 0 to 3 are the model's BOS, pad, w and x.
 */
public final class TracrProportion implements CompiledTask {
    private static final int LETTERS = 4;
    private static final int LENGTH = 4;
    private static final int SEQUENCES = 256; // all of them
    private static final int USUAL_ROWS = 50;

    private static final String KNOWN =
            """
            blocks.1.hook_resid_post[:] <- blocks.1.attn.hook_result[:, :, 0]
            blocks.1.attn.hook_result[:, :, 0] <- blocks.1.attn.hook_q[:, :, 0]
            blocks.1.attn.hook_result[:, :, 0] <- blocks.1.attn.hook_k[:, :, 0]
            blocks.1.attn.hook_result[:, :, 0] <- blocks.1.attn.hook_v[:, :, 0]
            blocks.1.attn.hook_q[:, :, 0] <- blocks.1.hook_q_input[:, :, 0]
            blocks.1.attn.hook_k[:, :, 0] <- blocks.1.hook_k_input[:, :, 0]
            blocks.1.attn.hook_v[:, :, 0] <- blocks.1.hook_v_input[:, :, 0]
            blocks.1.hook_q_input[:, :, 0] <- hook_embed[:]
            blocks.1.hook_q_input[:, :, 0] <- hook_pos_embed[:]
            blocks.1.hook_k_input[:, :, 0] <- hook_embed[:]
            blocks.1.hook_k_input[:, :, 0] <- hook_pos_embed[:]
            blocks.1.hook_v_input[:, :, 0] <- blocks.0.hook_mlp_out[:]
            blocks.0.hook_mlp_out[:] <- blocks.0.hook_mlp_in[:]
            blocks.0.hook_mlp_in[:] <- hook_embed[:]
            """;

    @Override
    public String name() {
        return "tracr-proportion";
    }

    @Override
    public String description() {
        return "A RASP program compiled to transformer weights that gives at each position the fraction of x so far.";
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.L2, MetricKind.KL_DIV);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(USUAL_ROWS, LENGTH, 1234);
    }

    @Override
    public Optional<String> objectionTo(Sampling sampling) {
        if (sampling.numExamples() < 1 || sampling.numExamples() > SEQUENCES / 2) {
            return Optional.of(
                    "must be 1 to 128, half of the 256 sequences there are, but is "
                            + sampling.numExamples()
                            + ".");
        }
        return sampling.seqLen() == LENGTH
                ? Optional.empty()
                : Optional.of("must be 4, but is " + sampling.seqLen() + ". Leave it out.");
    }

    @Override
    public Optional<String> caution(MetricKind metric) {
        return metric == MetricKind.KL_DIV
                ? Optional.of(
                        "kl_div means nothing on tracr-proportion: logit 0 is the program's output, a number,"
                                + " and logits 1 to 3 are position indicators. Use l2.")
                : Optional.empty();
    }

    @Override
    public Scored scored(MetricKind metric, PromptPairs prompts) {
        return metric == MetricKind.L2
                ? Scored.from(1, prompts.rows(), prompts.length())
                : Scored.all(prompts.rows(), prompts.length());
    }

    /**
     * Logit 0 is the fraction; the others are dimensions of the residual stream that happen to lie
     * beside it.
     */
    @Override
    public int comparedOutputs(TransformerConfig model) {
        return 1;
    }

    /**
     * The first rows of one permutation of all sequences, and twice a permutation of the rows among
     * themselves.
     */
    @Override
    public TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        int rows = subject.sampling().numExamples();
        var random = CompiledDraws.after(model.config().dimensions(), subject.sampling().seed());
        int[][] drawn =
                Arrays.stream(random.randperm(SEQUENCES))
                        .limit(2L * rows)
                        .mapToObj(TracrProportion::sequence)
                        .toArray(int[][]::new);
        int[][] validation = Arrays.copyOfRange(drawn, 0, rows);
        int[][] test = Arrays.copyOfRange(drawn, rows, 2 * rows);
        return TaskRows.of(
                PromptPairs.ofTokens(
                        validation, CompiledDraws.permuted(validation, random.randperm(rows))),
                PromptPairs.ofTokens(test, CompiledDraws.permuted(test, random.randperm(rows))));
    }

    /**
     * The sequence of a number: its digits to the base of the letters, the last position fastest.
     */
    private static int[] sequence(int number) {
        int[] tokens = new int[LENGTH];
        int rest = number;
        for (int position = LENGTH - 1; position >= 0; position--) {
            tokens[position] = rest % LETTERS;
            rest /= LETTERS;
        }
        return tokens;
    }

    @Override
    public String knownEdges() {
        return KNOWN;
    }
}
