package dev.circuitry.task.language;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.random.PythonRandom;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.PromptPairs;
import dev.circuitry.task.ScoredTokens;
import dev.circuitry.task.Task;
import dev.circuitry.task.TaskModel;
import dev.circuitry.task.TaskRows;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random tokens, all different, and the same once more: in the second half the model can say what
 * comes next. In the corrupted prompt the half is redrawn before it is repeated, so queries, keys
 * and values all differ there.
 */
public final class InductionRepeat implements Task {
    private static final int SHORTEST = 4;

    @Override
    public String name() {
        return "induction-repeat";
    }

    @Override
    public String description() {
        return "Random tokens and the same once more: in the second half the model continues what it saw in the first.";
    }

    @Override
    public String defaultModel() {
        return "induction-2l";
    }

    @Override
    public boolean runsOn(String model) {
        return true;
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(
                MetricKind.KL_DIV, MetricKind.NLL, MetricKind.MATCH_NLL, MetricKind.ACCURACY);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(40, 40, 1234);
    }

    @Override
    public boolean drawsData() {
        return true;
    }

    @Override
    public Optional<String> objectionTo(Sampling sampling) {
        return sampling.seqLen() >= SHORTEST && sampling.seqLen() % 2 == 0
                ? Optional.empty()
                : Optional.of(
                        "must be even and at least "
                                + SHORTEST
                                + ", two halves that are the same, but is "
                                + sampling.seqLen()
                                + ".");
    }

    @Override
    public TaskRows rows(Subject subject, Measure measure, TaskModel model) {
        var sampling = subject.sampling();
        var sizes = model.config().dimensions();
        int half = sampling.seqLen() / 2;
        int longest = Math.min(sizes.context(), 2 * sizes.vocabulary());
        if (sampling.seqLen() > longest) {
            throw ChosenRows.invalid(
                    "#/seq_len",
                    "must be at most "
                            + longest
                            + " for this model, whose context has "
                            + sizes.context()
                            + " positions and whose vocabulary "
                            + sizes.vocabulary()
                            + " tokens, but is "
                            + sampling.seqLen()
                            + ".");
        }
        var random = PythonRandom.seed(sampling.seed());
        var vocabulary = IntStream.range(0, sizes.vocabulary()).boxed().toList();
        return TaskRows.of(
                pairs(random, vocabulary, sampling.numExamples(), half),
                pairs(random, vocabulary, sampling.numExamples(), half));
    }

    private static PromptPairs pairs(
            PythonRandom random, List<Integer> vocabulary, int rows, int half) {
        int[][] clean = new int[rows][];
        int[][] corrupted = new int[rows][];
        for (int row = 0; row < rows; row++) {
            clean[row] = twice(random.sample(vocabulary, half));
            corrupted[row] = twice(random.sample(vocabulary, half));
        }
        int[] scored = IntStream.range(half, 2 * half - 1).toArray();
        int[][] answers =
                Stream.of(clean)
                        .map(row -> Arrays.copyOfRange(row, half + 1, 2 * half))
                        .toArray(int[][]::new);
        int[][] places = Collections.nCopies(rows, scored).toArray(int[][]::new);
        return new PromptPairs(clean, corrupted, new ScoredTokens(places, answers, null), null);
    }

    private static int[] twice(List<Integer> tokens) {
        return Stream.of(tokens, tokens)
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
