package dev.circuitry.bench;

import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DelegatingStep;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.patching.Arithmetic;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.SenderOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A recorded run, walked again: every edge that it tested is evaluated, and stays or goes as the
 * record has it and not as the numbers say. So weights that were drawn take the path of a real run.
 */
final class Replay {
    /** Between what a step says of an edge that goes, 0, and of one that stays, 2. */
    private static final double THRESHOLD = 1;

    private static final List<Order> FIXED = List.of(Order.NORMAL, Order.REVERSE);

    private final Path file;
    private final ComputationalGraph graph;
    private final List<Recorded> decisions;
    private final SenderOrder order;

    /** A decision on record. */
    private record Recorded(Edge edge, boolean kept) {}

    private Replay(Path file, ComputationalGraph graph, List<Recorded> decisions) {
        this.file = file;
        this.graph = graph;
        this.decisions = decisions;
        this.order = orderOnRecord();
    }

    /** The fixed order in which the run tested senders: the one that walks to the end. */
    private SenderOrder orderOnRecord() {
        ProblemException lastWrong = null;
        for (Order indices : FIXED) {
            for (Order names : FIXED) {
                var candidate = new SenderOrder(indices, names, 0);
                try {
                    walk(candidate, LeastWork.UNMEASURED, DiscoveryListener.NONE);
                    return candidate;
                } catch (ProblemException wrong) {
                    lastWrong = wrong;
                }
            }
        }
        throw Objects.requireNonNull(lastWrong);
    }

    /**
     * Reads a record.
     *
     * @param file CSV with the columns receiver, sender and kept, in the order of the run; as
     *     {@code GET /jobs/{id}/decisions} has it
     * @throws ProblemException where it cannot be read or has an edge that the graph lacks
     */
    static Replay read(Path file, ComputationalGraph graph) {
        var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        List<Recorded> decisions = new ArrayList<>();
        try (var reader = Files.newBufferedReader(file);
                var records = format.parse(reader)) {
            for (CSVRecord line : records) {
                decisions.add(
                        new Recorded(
                                edge(file, graph, line), Boolean.parseBoolean(line.get("kept"))));
            }
        } catch (NoSuchFileException missing) {
            throw unusable(file, "there is no such file");
        } catch (IOException | IllegalArgumentException wrong) {
            throw unusable(file, String.valueOf(wrong.getMessage()));
        }
        return new Replay(file, graph, decisions);
    }

    private static Edge edge(Path file, ComputationalGraph graph, CSVRecord line) {
        var sender = graph.node(line.get("sender"));
        var receiver = graph.node(line.get("receiver"));
        return sender.flatMap(from -> receiver.flatMap(to -> graph.edge(from, to)))
                .orElseThrow(
                        () ->
                                unusable(
                                        file,
                                        "line "
                                                + (line.getRecordNumber() + 1)
                                                + ": the graph has no edge from "
                                                + line.get("sender")
                                                + " to "
                                                + line.get("receiver")));
    }

    private static ProblemException unusable(Path file, String why) {
        return new ProblemException(
                ProblemCode.INVALID_REQUEST,
                file + ": " + why + ". A replay is the decisions.csv of a run on the same shape.");
    }

    /** The file's name. */
    String name() {
        return String.valueOf(file.getFileName());
    }

    /** How many edges it tests. */
    int evaluations() {
        return decisions.size();
    }

    /** The mean over its evaluations of the multiply-adds that none can do without. */
    double leastMultiplyAdds(Arithmetic arithmetic) {
        var least = new LeastWork(arithmetic);
        walk(order, least, least);
        return (double) least.multiplyAdds() / decisions.size();
    }

    /**
     * Walks it.
     *
     * @param evaluator what measures; what it says is thrown away
     * @return seconds from after the first measurement, of the full graph, to the end
     */
    double walk(CircuitEvaluator evaluator) {
        return walk(order, evaluator, DiscoveryListener.NONE);
    }

    private double walk(SenderOrder order, CircuitEvaluator evaluator, DiscoveryListener listener) {
        var pace = new Walk();
        var options = new AcdcOptions(THRESHOLD, false, order, Integer.MAX_VALUE, false);
        new Acdc(options)
                .discover(
                        graph,
                        start -> pace.scripted(evaluator.at(start), start),
                        pace.then(listener));
        double seconds = (System.nanoTime() - pace.began) / 1e9;
        if (pace.done != decisions.size()) {
            throw unusable(
                    file, "it has " + decisions.size() + " decisions, the run took " + pace.done);
        }
        return seconds;
    }

    /** Where a walk is. */
    private final class Walk implements DiscoveryListener {
        private int done;
        private long began;

        @Override
        public void started(double metric, int edges) {
            began = System.nanoTime();
        }

        @Override
        public void decided(Decision decision) {
            if (done == decisions.size() || !decisions.get(done).edge().equals(decision.edge())) {
                throw unusable(
                        file,
                        "decision "
                                + (done + 1)
                                + " of the run is on "
                                + decision.edge()
                                + ", which the record does not have there, in no fixed order");
            }
            done++;
        }

        StepEvaluator scripted(StepEvaluator step, Circuit start) {
            return new DelegatingStep(step) {
                @Override
                public double[] evaluate(List<Circuit> circuits) {
                    super.evaluate(circuits);
                    double[] script = new double[circuits.size()];
                    for (int i = 0; i < script.length && !circuits.get(i).equals(start); i++) {
                        boolean onRecord = done + i < decisions.size();
                        script[i] = onRecord && decisions.get(done + i).kept() ? 2 * THRESHOLD : 0;
                    }
                    return script;
                }
            };
        }
    }
}
