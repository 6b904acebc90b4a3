package dev.circuitry.experiment;

import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.task.PromptPairs;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would be like, from a few forward passes: the data as run, the baselines between which
 * the metric will move, and what the run may cost at most.
 *
 * @param data the rows of the run
 * @param edges counted edges of the model's graph
 * @param baselines of the metric
 * @param estimate of the run's cost
 */
public record Preflight(DataSummary data, int edges, Baselines baselines, Estimate estimate) {
    /**
     * The rows of the run.
     *
     * @param examples how many
     * @param testExamples how many are held out
     * @param tokensPerPrompt of the longest clean prompt
     * @param scoredPositions over all rows
     * @param prependedBos the token that was put before every text, or null
     * @param firstRow as people read it
     */
    public record DataSummary(
            int examples,
            int testExamples,
            int tokensPerPrompt,
            int scoredPositions,
            @Nullable Integer prependedBos,
            FirstRow firstRow) {}

    /**
     * A row as token strings, or as numbers where the model has no tokenizer.
     *
     * @param corrupted or null where the data have none
     * @param positions where it is scored
     * @param answers at each, or null
     * @param wrongAnswers at each, or null
     */
    public record FirstRow(
            List<String> clean,
            @Nullable List<String> corrupted,
            List<Integer> positions,
            @Nullable List<String> answers,
            @Nullable List<List<String>> wrongAnswers) {}

    /**
     * The metric at both ends.
     *
     * @param cleanMetric of the model itself
     * @param ablatedMetric of the circuit without any edge
     */
    public record Baselines(double cleanMetric, double ablatedMetric) {}

    /**
     * What a run may cost.
     *
     * @param evaluationsAtMost every edge that it may reach, tested once
     * @param seconds that these take on this machine
     * @param peakMemoryBytes of the tensors, weights included
     */
    public record Estimate(int evaluationsAtMost, double seconds, long peakMemoryBytes) {}

    /**
     * Looks at a run without running it: a clean, an ablated and two measured passes, and a few
     * more where they take no time.
     *
     * @param experiment as assembled for the run
     * @param tokenizer of its model, or null
     */
    static Preflight of(JobSpec spec, Experiment experiment, @Nullable Tokenizer tokenizer) {
        var split = experiment.split(Experiment.VALIDATION);
        var pace = Pace.of(split, experiment.graph());
        var rows = experiment.ingredients().rows();
        int evaluations = evaluationsAtMost(experiment.graph(), spec.acdc());
        int[][] positions = split.scoredPositions();
        return new Preflight(
                new DataSummary(
                        rows.validation().rows(),
                        rows.test() == null ? 0 : rows.test().rows(),
                        rows.validation().length(),
                        Arrays.stream(positions).mapToInt(row -> row.length).sum(),
                        rows.notes().prependedBos(),
                        firstRow(rows.validation(), positions[0], tokenizer)),
                experiment.graph().full().size(),
                new Baselines(split.cleanMetric(), pace.ablatedMetric()),
                new Estimate(
                        evaluations,
                        evaluations * pace.secondsPerEvaluation(),
                        memory(spec, experiment).bytes(experiment.place().rowsAtOnce())));
    }

    private static RunMemory memory(JobSpec spec, Experiment experiment) {
        var parts = experiment.ingredients();
        return RunMemory.of(
                spec, parts.model().weights().config(), parts.graph(), parts.rows().validation());
    }

    /** The measured edges into the receivers that are visited before the run's own end. */
    private static int evaluationsAtMost(ComputationalGraph graph, AcdcOptions acdc) {
        return graph.fromOutputToInput().stream()
                .limit(acdc.singleStep() ? 1 : acdc.maxNumEpochs())
                .filter(node -> node.kind().incoming().isMeasured())
                .mapToInt(node -> graph.inputsOf(node).size())
                .sum();
    }

    private static FirstRow firstRow(
            PromptPairs pairs, int[] positions, @Nullable Tokenizer tokenizer) {
        int[][] corrupted = pairs.corrupted();
        int[][] answers = pairs.scored().answers();
        int[][][] wrong = pairs.scored().wrongAnswers();
        return new FirstRow(
                strings(pairs.clean()[0], tokenizer),
                corrupted == null ? null : strings(corrupted[0], tokenizer),
                Arrays.stream(positions).boxed().toList(),
                answers == null ? null : strings(answers[0], tokenizer),
                wrong == null
                        ? null
                        : Arrays.stream(wrong[0])
                                .map(tokens -> strings(tokens, tokenizer))
                                .toList());
    }

    private static List<String> strings(int[] tokens, @Nullable Tokenizer tokenizer) {
        return tokenizer == null
                ? Arrays.stream(tokens).mapToObj(String::valueOf).toList()
                : tokenizer.strings(tokens);
    }
}
