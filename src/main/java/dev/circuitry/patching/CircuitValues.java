package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.circuitry.graph.Circuit;
import dev.circuitry.model.ModelParts;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value of every node on which the output depends, under one circuit after another. Moving on
 * to the next recomputes what that changes, from ablated values and kept senders alone: so rounding
 * does not add up from step to step.
 */
final class CircuitValues {
    private final Computer computer;
    private final NodeValues ablated;
    private final NodeValues values;
    private final StepSums sums;
    private @Nullable Circuit circuit;
    private Flow flow;

    /** What computes, whichever the circuit. */
    record Computer(
            ModelParts parts,
            NodeOrder order,
            ScoredPositions positions,
            DifferenceStack.Buffer buffer) {
        /** For so many variants at once. */
        Recomputation.Model variants(int count) {
            return new Recomputation.Model(parts, order, positions.variants(count), buffer);
        }
    }

    /**
     * No circuit yet.
     *
     * @param embeddings of the clean prompts, which no circuit changes; lent, as the ablated ones
     * @param ablated of every node
     * @param manager owns all values
     */
    CircuitValues(
            Computer computer, Activations embeddings, Activations ablated, NDManager manager) {
        this.computer = computer;
        var one = computer.positions().variants(1);
        this.ablated = NodeValues.keptBy(manager, one);
        this.values = NodeValues.keptBy(manager, one);
        this.sums = new StepSums(manager);
        this.flow = Flow.none(computer.order());
        for (int n = 0; n < computer.order().size(); n++) {
            this.ablated.lend(n, ablated.of(computer.order().node(n)));
            if (isEmbedding(n)) {
                values.lend(n, embeddings.of(computer.order().node(n)));
            }
        }
    }

    /** Moves on to a circuit; costs nothing where it is the one before. */
    void moveTo(Circuit next) {
        if (Objects.equals(next, circuit)) {
            return;
        }
        sums.clear();
        var following = Flow.of(computer.order(), next, computer.positions().isAll());
        var changing = following.downstream(outdated(following));
        values.retain(n -> isEmbedding(n) || (following.needed().get(n) && !changing.get(n)));
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Recomputation.run(
                    computer.variants(1),
                    new Baseline(following, values, ablated, ablated),
                    new Recomputation.Change(Removals.none(), changing, null),
                    values);
        }
        flow = following;
        circuit = next;
    }

    private Removals removals(List<Circuit> circuits) {
        return Removals.of(computer.order(), Objects.requireNonNull(circuit), circuits);
    }

    private BitSet outdated(Flow next) {
        var outdated = new BitSet();
        next.needed().stream()
                .filter(
                        n ->
                                !values.has(n, next.everywhere(n))
                                        || !flow.sources(n).equals(next.sources(n)))
                .forEach(outdated::set);
        return outdated;
    }

    private boolean isEmbedding(int node) {
        return computer.order().node(node).kind().isEmbedding();
    }

    /** How many parts of the circuit, which lose what these lose, to compute in one go. */
    int atOnce(List<Circuit> circuits) {
        return (int)
                Math.max(
                        1,
                        IncrementalEvaluator.ROWS_AT_ONCE
                                / Math.max(1, rows(removals(circuits).receivers())));
    }

    /** How many rows, one a position and node, a variant that changes these receivers computes. */
    private long rows(BitSet receivers) {
        return flow.downstream(receivers).stream()
                .mapToLong(n -> computer.positions().rows(flow.everywhere(n)))
                .sum();
    }

    /**
     * The last residual streams at the scored places under parts of the circuit, which stays what
     * it is. Open an {@code NDScope} around.
     *
     * @return {@code [circuits * scored, d_model]}
     */
    NDArray resid(List<Circuit> circuits) {
        var removals = removals(circuits);
        var model = computer.variants(circuits.size());
        var changing = flow.downstream(removals.receivers());
        var found = NodeValues.passing(model.variants());
        var baseline = new Baseline(flow, values, values, ablated);
        sums.next();
        var kept = removals.receivers().cardinality() == 1 ? sums : null;
        Recomputation.run(
                model, baseline, new Recomputation.Change(removals, changing, kept), found);
        int output = computer.order().output();
        boolean everywhere = flow.everywhere(output);
        var resid =
                changing.get(output)
                        ? found.of(output, everywhere)
                        : model.variants().repeated(values.of(output, everywhere));
        return model.variants().pick(resid);
    }
}
