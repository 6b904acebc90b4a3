package dev.circuitry.task.language;

import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.format.tensor.SavedTable;
import dev.circuitry.random.TorchRandom;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.ScoredTokens;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Text of the web in which tokens repeat, scored where they do (reference: induction/utils.py). The
 * rows and where to look lie in files beside the model's.
 */
public final class Induction implements Task {
    private static final String HUB = "ArthurConmy/redwood_attn_2l";
    private static final String TOKENS = "validation_data.pt";
    private static final String MASK = "mask_repeat_candidates.pkl";
    private static final long PERMUTATION_SEED = 42;

    @Override
    public String name() {
        return "induction";
    }

    @Override
    public String description() {
        return "Tokens that repeat in text of the web: the model says what followed before.";
    }

    @Override
    public String defaultModel() {
        return "redwood_attn_2l";
    }

    @Override
    public Optional<GraphShape> defaultShape() {
        return Optional.of(new GraphShape(2, 8, 8, MlpPlacement.NONE, false));
    }

    @Override
    public boolean runsOn(String model) {
        return true;
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.KL_DIV, MetricKind.NLL, MetricKind.MATCH_NLL);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(50, 300, 1234);
    }

    @Override
    public Optional<String> objectionTo(Sampling sampling) {
        return Optional.empty(); // it hangs on the files
    }

    @Override
    public TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        var folder = model.folder();
        if (folder == null || !has(folder, TOKENS) || !has(folder, MASK)) {
            throw ChosenRows.invalid(
                    "#/model",
                    "lacks "
                            + TOKENS
                            + " or "
                            + MASK
                            + " in its folder, which the task induction reads. They come from the hub: hf"
                            + " download "
                            + HUB
                            + ".");
        }
        long[][] tokens = SavedTable.read(folder.resolve(TOKENS));
        long[][] mask = SavedTable.read(folder.resolve(MASK));
        require(subject.sampling(), tokens, mask);
        int rows = subject.sampling().numExamples();
        int length = subject.sampling().seqLen();
        return TaskRows.of(
                pairs(tokens, mask, 0, rows, length), pairs(tokens, mask, rows, rows, length));
    }

    private static boolean has(Path folder, String file) {
        return Files.isRegularFile(folder.resolve(file));
    }

    private static void require(Sampling sampling, long[][] tokens, long[][] mask) {
        if (tokens.length != mask.length
                || tokens.length == 0
                || tokens[0].length != mask[0].length) {
            throw ChosenRows.invalid(
                    "#/model",
                    "has files of different sizes: "
                            + MASK
                            + " says of each token of "
                            + TOKENS
                            + " whether it is scored. Fetch them again.");
        }
        most("num_examples", sampling.numExamples(), tokens.length / 2, "half of the rows");
        most("seq_len", sampling.seqLen(), tokens[0].length - 1, "all but the last token");
    }

    private static void most(String field, int value, int most, String reason) {
        if (value > most) {
            throw ChosenRows.invalid(
                    "#/" + field,
                    "must be at most "
                            + most
                            + ", "
                            + reason
                            + " of "
                            + TOKENS
                            + ", but is "
                            + value
                            + ".");
        }
    }

    /** Corrupted: the same rows in another order. */
    private static PromptPairs pairs(
            long[][] tokens, long[][] mask, int first, int rows, int length) {
        int[][] clean =
                IntStream.range(first, first + rows)
                        .mapToObj(row -> ints(tokens[row], 0, length))
                        .toArray(int[][]::new);
        int[] order = TorchRandom.manualSeed(PERMUTATION_SEED).randperm(rows);
        int[][] positions =
                IntStream.range(first, first + rows)
                        .mapToObj(row -> scored(mask[row], length))
                        .toArray(int[][]::new);
        int[][] answers =
                IntStream.range(0, rows)
                        .mapToObj(
                                row ->
                                        Arrays.stream(positions[row])
                                                .map(pos -> (int) tokens[first + row][pos + 1])
                                                .toArray())
                        .toArray(int[][]::new);
        int[][] corrupted = Arrays.stream(order).mapToObj(row -> clean[row]).toArray(int[][]::new);
        return new PromptPairs(clean, corrupted, new ScoredTokens(positions, answers, null), null);
    }

    private static int[] ints(long[] row, int from, int to) {
        return Arrays.stream(row, from, to).mapToInt(Math::toIntExact).toArray();
    }

    private static int[] scored(long[] mask, int length) {
        return IntStream.range(0, length).filter(pos -> mask[pos] != 0).toArray();
    }
}
