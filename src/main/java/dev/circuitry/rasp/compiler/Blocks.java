package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.Encoding;
import dev.circuitry.rasp.Select;
import dev.circuitry.rasp.Sop;
import dev.circuitry.rasp.Values;

/** The block for each sequence operation of a graph (T/compiler/expr_to_craft_graph.py). */
final class Blocks {

    private final RaspGraph graph;
    private final Bases bases;

    Blocks(RaspGraph graph, Bases bases) {
        this.graph = graph;
        this.bases = bases;
    }

    /**
     * The block that computes {@code sop} from what its operands wrote.
     *
     * @throws IllegalArgumentException if no block computes {@code sop}: a map or a selector of
     *     magnitudes, or a default that attention cannot write
     */
    Block blockOf(Sop<?> sop) {
        if (sop instanceof Sop.Map<?> map) {
            return map(map);
        }
        if (sop instanceof Sop.SequenceMap<?> map) {
            return sequenceMap(map);
        }
        if (sop instanceof Sop.SelectorWidth<?> width) {
            return width(width);
        }
        if (sop instanceof Sop.Aggregate<?> aggregate) {
            return aggregate(aggregate);
        }
        throw new IllegalArgumentException(graph.label(sop) + " is given, not computed");
    }

    private Block map(Sop.Map<?> map) {
        requireCategorical(map, map.inner());
        VectorSpace input = bases.spaceOf(map.inner());
        VectorSpace output = bases.spaceOf(map);
        return Block.of(
                map.encoding() == Encoding.CATEGORICAL
                        ? CategoricalMlp.lookUp(input, output, map.function())
                        : CategoricalMlp.weigh(input, output, map.function()));
    }

    private Block sequenceMap(Sop.SequenceMap<?> map) {
        requireCategorical(map, map.first());
        requireCategorical(map, map.second());
        VectorSpace first = bases.spaceOf(map.first());
        VectorSpace second = bases.spaceOf(map.second());
        VectorSpace output = bases.spaceOf(map);
        if (map.first() == map.second()) {
            return Block.of(CategoricalMlp.lookUp(first, output, x -> map.function().apply(x, x)));
        }
        return Block.of(
                CategoricalMlp.lookUpPair(graph.label(map), first, second, output, map.function()));
    }

    private Block width(Sop.SelectorWidth<?> width) {
        CategoricalAttention attention = attention(width, width.selector());
        int maxWidth = bases.valuesOf(width).size() - 1;
        return new SelectorWidthBlock(graph.label(width), maxWidth)
                .between(attention, bases.spaceOf(width));
    }

    private Block aggregate(Sop.Aggregate<?> aggregate) {
        CategoricalAttention attention = attention(aggregate, aggregate.selector());
        requireDefaultOfNothing(aggregate);
        return Block.of(
                attention.averaging(bases.spaceOf(aggregate.values()), bases.spaceOf(aggregate)));
    }

    private CategoricalAttention attention(Sop<?> reader, Select select) {
        requireCategorical(reader, select.keys());
        requireCategorical(reader, select.queries());
        return new CategoricalAttention(
                select, bases.spaceOf(select.queries()), bases.spaceOf(select.keys()));
    }

    private void requireCategorical(Sop<?> reader, Sop<?> operand) {
        if (operand.encoding() != Encoding.CATEGORICAL) {
            throw new IllegalArgumentException(
                    graph.label(reader)
                            + " reads "
                            + graph.label(operand)
                            + ", which is numerical; it compiles for categorical operands only");
        }
    }

    /** Where a head selects nothing it writes nothing: no value, or a magnitude of 0. */
    private void requireDefaultOfNothing(Sop.Aggregate<?> aggregate) {
        Object whenNothing = aggregate.whenNothing();
        boolean isNothing =
                aggregate.encoding() == Encoding.CATEGORICAL
                        ? whenNothing == null
                        : whenNothing != null && Values.magnitude(whenNothing) == 0;
        if (!isNothing) {
            throw new IllegalArgumentException(
                    graph.label(aggregate)
                            + " defaults to "
                            + whenNothing
                            + "; a categorical one must have no default, a numerical one 0");
        }
    }
}
