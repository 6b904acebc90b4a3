package dev.circuitry.bench;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.EvaluatorKind;
import java.nio.file.Path;
import java.util.List;

/**
 * What to time.
 *
 * @param examples prompts
 * @param tokens of each
 * @param ablation what absent edges carry; corrupted prompts differ from the first position on
 * @param metric at each prompt's last position
 * @param evaluator which
 * @param threshold of the run at the output node
 * @param seed of weights, prompts and circuits
 * @param threads of one operation
 * @param repeats of everything, interleaved; medians are told
 * @param replays records to walk
 * @param states random circuits of about so many edges
 */
public record BenchOptions(
        int examples,
        int tokens,
        Ablation ablation,
        MetricKind metric,
        EvaluatorKind evaluator,
        double threshold,
        int seed,
        int threads,
        int repeats,
        List<Path> replays,
        List<Integer> states) {
    public BenchOptions {
        replays = List.copyOf(replays);
        states = List.copyOf(states);
    }
}
