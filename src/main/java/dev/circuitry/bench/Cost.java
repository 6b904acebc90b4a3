package dev.circuitry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Repeats of one figure, of which the median is told. */
final class Cost {
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> costs = new ArrayList<>();
    private int evaluations;

    void add(int evaluations, double seconds, double plain) {
        this.evaluations = evaluations;
        this.seconds.add(seconds);
        costs.add(seconds / evaluations / plain);
    }

    int evaluations() {
        return evaluations;
    }

    double seconds() {
        return median(seconds);
    }

    double perEvaluation() {
        return median(costs);
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return IntStream.of((sorted.size() - 1) / 2, middle)
                .mapToDouble(sorted::get)
                .average()
                .orElse(0);
    }
}
