package dev.circuitry.api;

import dev.circuitry.experiment.CircuitComparison;
import dev.circuitry.experiment.MetricScores;
import dev.circuitry.experiment.RunResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a completed run found, as clients see it. */
record ResultDocument(
        int initialEdges,
        double initialMetric,
        int edges,
        int untestedEdges,
        int nodes,
        int components,
        double metric,
        double metricDifference,
        int steps,
        int evaluations,
        long forwardPasses,
        String stoppedBy,
        @Nullable Comparison knownCircuit,
        Map<String, Map<String, Scores>> evaluation,
        @Nullable Verified verification) {

    /** Decisions that full passes took again, and how far metrics were apart at most. */
    record Verified(int decisions, double maxDifference) {
        static @Nullable Verified of(RunResult.@Nullable Verified verified) {
            return verified == null
                    ? null
                    : new Verified(verified.decisions(), verified.maxDifference());
        }
    }

    /** The circuit held against the known one. */
    record Comparison(Counts edges, Counts nodes) {
        static Comparison of(CircuitComparison comparison) {
            return new Comparison(Counts.of(comparison.edges()), Counts.of(comparison.nodes()));
        }
    }

    /** True and false positives and negatives, and their rates. */
    record Counts(int tp, int fp, int fn, int tn, double tpr, double fpr, double precision) {
        static Counts of(CircuitComparison.Counts counts) {
            return new Counts(
                    counts.tp(),
                    counts.fp(),
                    counts.fn(),
                    counts.tn(),
                    counts.tpr(),
                    counts.fpr(),
                    counts.precision());
        }
    }

    /** A metric of the full model, of no edges at all and of the circuit. */
    record Scores(double full, double empty, double circuit, @Nullable Double faithfulness) {
        static Scores of(MetricScores scores) {
            return new Scores(
                    scores.full(), scores.empty(), scores.circuit(), scores.faithfulness());
        }
    }

    static ResultDocument of(RunResult result) {
        var size = result.size();
        var metric = result.metric();
        var counts = result.counts();
        var known = result.knownCircuit();
        return new ResultDocument(
                size.initialEdges(),
                metric.initial(),
                size.edges(),
                size.untestedEdges(),
                size.nodes(),
                size.components(),
                metric.last(),
                metric.difference(),
                counts.steps(),
                counts.evaluations(),
                counts.forwardPasses(),
                counts.stoppedBy().wireName(),
                known == null ? null : Comparison.of(known),
                evaluation(result.evaluation()),
                Verified.of(result.verification()));
    }

    private static Map<String, Map<String, Scores>> evaluation(
            Map<String, Map<String, MetricScores>> splits) {
        Map<String, Map<String, Scores>> evaluation = new LinkedHashMap<>();
        splits.forEach(
                (split, metrics) -> {
                    Map<String, Scores> scores = new LinkedHashMap<>();
                    metrics.forEach((name, values) -> scores.put(name, Scores.of(values)));
                    evaluation.put(split, scores);
                });
        return evaluation;
    }
}
