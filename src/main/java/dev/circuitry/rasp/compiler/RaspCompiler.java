package dev.circuitry.rasp.compiler;

import dev.circuitry.rasp.RaspProgram;
import dev.circuitry.rasp.Sop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles RASP programs into transformers as tracr e75ecda does with ACDC's settings (Lindner et
 * al., "Tracr: Compiled Transformers as a Laboratory for Interpretability", 2023). Nothing in it is
 * random. T/ in this package's comments stands for tracr's {@code tracr/} folder.
 */
public final class RaspCompiler {

    private final RaspProgram program;
    private final RaspGraph graph;
    private final Bases bases;

    private RaspCompiler(RaspProgram program) {
        this.program = program;
        this.graph = RaspGraph.of(program.output());
        this.bases = new Bases(graph, program);
    }

    /**
     * The transformer that computes {@code program} on every sequence of its vocabulary up to its
     * longest, as far as its selectors select one position, or equal values, for each categorical
     * average.
     *
     * @throws IllegalArgumentException if the program does something no block computes (a map or a
     *     selector of magnitudes, a negative numerical map, a default other than nothing), uses
     *     values of several types, has a token that is reserved, or computes nothing
     */
    public static CompiledTransformer compile(RaspProgram program) {
        return new RaspCompiler(program).compile();
    }

    private CompiledTransformer compile() {
        List<PlannedLayer> layers = new LayerAllocation(graph, new Blocks(graph, bases)).layers();
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a program that returns its input has no layers");
        }
        VectorSpace tokens = tokens();
        VectorSpace indices = bases.spaceOf(Sop.indices());
        VectorSpace residual = residual(layers, tokens, indices);
        var assembly = new Assembly(residual, layers);
        return new CompiledTransformer(
                labels(residual),
                new CompiledTransformer.Embeddings(
                        assembly.tokenEmbedding(tokens), assembly.positionEmbedding(indices)),
                layers.stream().map(assembly::layer).toList(),
                new TokenIds(values(tokens)),
                decoding(residual));
    }

    private VectorSpace tokens() {
        List<Object> tokens = new ArrayList<>(program.vocabulary());
        for (String reserved : List.of(TokenIds.BOS, TokenIds.PADDING)) {
            if (tokens.contains(reserved)) {
                throw new IllegalArgumentException("the token '" + reserved + "' is reserved");
            }
            tokens.add(reserved);
        }
        return VectorSpace.ofValues(graph.label(Sop.tokens()), tokens);
    }

    private VectorSpace residual(
            List<PlannedLayer> layers, VectorSpace tokens, VectorSpace indices) {
        VectorSpace output = bases.spaceOf(graph.output());
        return VectorSpace.join(
                Stream.concat(
                                layers.stream().map(PlannedLayer::space),
                                Stream.of(tokens, indices, output))
                        .toList());
    }

    private OutputDecoding decoding(VectorSpace residual) {
        VectorSpace output = bases.spaceOf(graph.output());
        List<Integer> dimensions = output.stream().map(residual::indexOf).toList();
        return new OutputDecoding(graph.output().encoding(), dimensions, values(output));
    }

    private static List<String> labels(VectorSpace space) {
        return space.stream().map(BasisDirection::label).toList();
    }

    private static List<Object> values(VectorSpace space) {
        List<Object> values = new ArrayList<>();
        for (BasisDirection direction : space) {
            if (direction.value() != null) {
                values.add(direction.value());
            }
        }
        return values;
    }
}
