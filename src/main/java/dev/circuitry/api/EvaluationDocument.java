package dev.circuitry.api;

import dev.circuitry.experiment.TokenLogit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A circuit's metrics beside the full model's and the empty circuit's, and its likeliest tokens.
 *
 * @param edges counted edges of the circuit
 * @param evaluation by split and metric
 * @param warnings what the client should know
 * @param likeliest by split, a row each; null where none were asked for
 */
record EvaluationDocument(
        int edges,
        List<String> warnings,
        Map<String, Map<String, ResultDocument.Scores>> evaluation,
        @Nullable Map<String, List<Row>> likeliest) {
    /** The likeliest tokens after one row under the circuit and under the full model. */
    record Row(List<TokenLogit> circuit, List<TokenLogit> full) {}

    /** Pairs the circuit's rows with the full model's. */
    static Map<String, List<Row>> rows(
            Map<String, List<List<TokenLogit>>> circuit, Map<String, List<List<TokenLogit>>> full) {
        Map<String, List<Row>> bySplit = new LinkedHashMap<>();
        circuit.forEach(
                (split, rows) -> {
                    var beside = full.getOrDefault(split, List.of());
                    List<Row> pairs = new ArrayList<>();
                    for (int row = 0; row < rows.size(); row++) {
                        pairs.add(new Row(rows.get(row), beside.get(row)));
                    }
                    bySplit.put(split, pairs);
                });
        return bySplit;
    }
}
