package dev.circuitry.task;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.metric.Scored;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A compiled RASP program that reverses a sequence (reference: tracr_task/utils.py; Lindner et al.
 * 2023).
 */
public final class TracrReverse implements CompiledTask {
    private static final int ROWS = 6;
    private static final int LENGTH = 4;
    private static final int BOS = 3;

    /**
     * The permutations of 0, 1, 2 in lexicographic order, after the token that begins a sequence.
     */
    private static final int[][] SEQUENCES = {
        {BOS, 0, 1, 2},
        {BOS, 0, 2, 1},
        {BOS, 1, 0, 2},
        {BOS, 1, 2, 0},
        {BOS, 2, 0, 1},
        {BOS, 2, 1, 0}
    };

    private static final String KNOWN =
            """
            blocks.3.hook_resid_post[:] <- blocks.3.attn.hook_result[:, :, 0]
            blocks.3.attn.hook_result[:, :, 0] <- blocks.3.attn.hook_q[:, :, 0]
            blocks.3.attn.hook_result[:, :, 0] <- blocks.3.attn.hook_k[:, :, 0]
            blocks.3.attn.hook_result[:, :, 0] <- blocks.3.attn.hook_v[:, :, 0]
            blocks.3.attn.hook_q[:, :, 0] <- blocks.3.hook_q_input[:, :, 0]
            blocks.3.attn.hook_k[:, :, 0] <- blocks.3.hook_k_input[:, :, 0]
            blocks.3.attn.hook_v[:, :, 0] <- blocks.3.hook_v_input[:, :, 0]
            blocks.3.hook_q_input[:, :, 0] <- blocks.2.hook_mlp_out[:]
            blocks.3.hook_k_input[:, :, 0] <- hook_pos_embed[:]
            blocks.3.hook_v_input[:, :, 0] <- hook_embed[:]
            blocks.2.hook_mlp_out[:] <- blocks.2.hook_mlp_in[:]
            blocks.2.hook_mlp_in[:] <- blocks.1.hook_mlp_out[:]
            blocks.1.hook_mlp_out[:] <- blocks.1.hook_mlp_in[:]
            blocks.1.hook_mlp_in[:] <- blocks.0.hook_mlp_out[:]
            blocks.1.hook_mlp_in[:] <- hook_embed[:]
            blocks.1.hook_mlp_in[:] <- hook_pos_embed[:]
            blocks.0.hook_mlp_out[:] <- blocks.0.hook_mlp_in[:]
            blocks.0.hook_mlp_in[:] <- blocks.0.attn.hook_result[:, :, 0]
            blocks.0.hook_mlp_in[:] <- hook_embed[:]
            blocks.0.attn.hook_result[:, :, 0] <- blocks.0.attn.hook_q[:, :, 0]
            blocks.0.attn.hook_result[:, :, 0] <- blocks.0.attn.hook_k[:, :, 0]
            blocks.0.attn.hook_result[:, :, 0] <- blocks.0.attn.hook_v[:, :, 0]
            blocks.0.attn.hook_v[:, :, 0] <- blocks.0.hook_v_input[:, :, 0]
            blocks.0.hook_v_input[:, :, 0] <- hook_embed[:]
            """;

    @Override
    public String name() {
        return "tracr-reverse";
    }

    @Override
    public String description() {
        return "A RASP program compiled to transformer weights that reverses a sequence of three tokens.";
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.L2);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(ROWS, LENGTH, 1234);
    }

    @Override
    public Optional<String> objectionTo(Sampling sampling) {
        if (sampling.numExamples() != ROWS) {
            return Optional.of(
                    "must be 6, the permutations of three tokens, but is "
                            + sampling.numExamples()
                            + ". Leave it out.");
        }
        return sampling.seqLen() == LENGTH
                ? Optional.empty()
                : Optional.of(
                        "must be 4, the beginning and three tokens, but is "
                                + sampling.seqLen()
                                + ". Leave it out.");
    }

    @Override
    public Scored scored(MetricKind metric, PromptPairs prompts) {
        return Scored.from(1, prompts.rows(), prompts.length());
    }

    /**
     * Every row is reversed from another: the first permutation drawn that leaves none in its
     * place.
     */
    @Override
    public TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        var random = CompiledDraws.after(model.config().dimensions(), subject.sampling().seed());
        int[] permutation = random.randperm(ROWS);
        while (hasFixedPoint(permutation)) {
            permutation = random.randperm(ROWS);
        }
        var pairs = PromptPairs.ofTokens(SEQUENCES, CompiledDraws.permuted(SEQUENCES, permutation));
        return TaskRows.of(pairs, pairs);
    }

    private static boolean hasFixedPoint(int[] permutation) {
        return IntStream.range(0, permutation.length)
                .anyMatch(place -> permutation[place] == place);
    }

    @Override
    public String knownEdges() {
        return KNOWN;
    }
}
