package dev.circuitry.rasp.compiler;

import static dev.circuitry.rasp.Select.where;
import static dev.circuitry.rasp.Sop.indices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.rasp.Comparison;
import dev.circuitry.rasp.Encoding;
import dev.circuitry.rasp.Programs;
import dev.circuitry.rasp.RaspInterpreter;
import dev.circuitry.rasp.RaspProgram;
import dev.circuitry.rasp.Select;
import dev.circuitry.rasp.Sop;
import dev.circuitry.rasp.Values;
import dev.circuitry.testing.PlainForward;
import dev.circuitry.testing.Sequences;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compiled programs, run, against what the interpreter says they mean. */
class RaspCompilerTest {

    /**
     * A softmax of scores over √keySize is not quite a maximum: 4.2e-5 measured, where the key size
     * is largest.
     */
    private static final double LEAK = 1e-4;

    private static final List<String> LETTERS = List.of("a", "b", "c");

    @Test
    void reversesEverySequence() {
        assertComputesAll(Programs.reverse());
    }

    @Test
    void findsTheProportionInEverySequence() {
        assertComputesAll(Programs.proportion());
    }

    @Test
    void countsTheTokensOfEverySequence() {
        assertComputesAll(Programs.histogram());
    }

    @Test
    void givesTheReferencesExampleOutputs() {
        CompiledTransformer reverse = RaspCompiler.compile(Programs.reverse());
        CompiledTransformer proportion = RaspCompiler.compile(Programs.proportion());

        assertThat(PlainForward.output(reverse, List.of(1, 2, 3))).isEqualTo(List.of(3, 2, 1));
        assertThat(PlainForward.output(reverse, List.of(3, 1, 1, 2)))
                .isEqualTo(List.of(2, 1, 1, 3));
        assertThat(PlainForward.output(proportion, List.of("x", "w", "w", "x")))
                .zipSatisfy(
                        List.of(1.0, 0.5, 1.0 / 3, 0.5),
                        (actual, meant) ->
                                assertThat((Double) actual).isEqualTo(meant, within(LEAK)));
    }

    @Test
    void sortsDistinctTokens() {
        Sop<String> tokens = Sop.tokens();
        Sop<Integer> rank = where(tokens, tokens, Comparison.LT).width();
        Sop<String> sorted = where(rank, indices(), Comparison.EQ).aggregate(tokens);
        var program = new RaspProgram(sorted, List.of("d", "b", "a", "c"), 4);

        assertComputes(program, Sequences.withoutRepeats(List.of("d", "b", "a", "c"), 4));
    }

    /** Heads of one layer stand side by side, and the MLP that reads them shares their layer. */
    @Test
    void putsTwoHeadsAndTheMapThatReadsThemInOneLayer() {
        Sop<String> tokens = Sop.tokens();
        Sop<String> previous = at(-1).aggregate(tokens);
        Sop<String> next = at(1).aggregate(tokens);
        var program = new RaspProgram(previous.with(next, String::concat), LETTERS, 5);
        CompiledTransformer model = RaspCompiler.compile(program);

        assertThat(model.layers()).hasSize(1);
        assertThat(model.heads()).isEqualTo(2);
        assertComputesAll(program);
    }

    @Test
    void computesMapsOfOneLayerInParallel() {
        Sop<String> tokens = Sop.tokens();
        Sop<Boolean> isA = tokens.map("a"::equals);
        Sop<Boolean> isEven = indices().map(i -> i % 2 == 0);
        var program = new RaspProgram(isA.with(isEven, (a, even) -> a && even), LETTERS, 5);

        assertThat(RaspCompiler.compile(program).layers()).hasSize(2);
        assertComputesAll(program);
    }

    /** Their hidden units read the same pairs of values and must not be mistaken for each other. */
    @Test
    void keepsMapsOfTheSamePairsApart() {
        Sop<Integer> tokens = Sop.tokens();
        Sop<Integer> sum = tokens.with(indices(), Integer::sum);
        Sop<Integer> difference = tokens.with(indices(), (t, i) -> t - i);
        var program = new RaspProgram(sum.with(difference, (s, d) -> s * d), List.of(1, 3), 4);

        assertComputesAll(program);
    }

    @Test
    void fillsUpHeadsThatALayerDoesNotNeed() {
        Sop<String> tokens = Sop.tokens();
        Sop<String> previous = at(-1).aggregate(tokens);
        Sop<Integer> count = where(tokens, tokens, Comparison.EQ).width();
        Sop<Integer> scaled = count.map(n -> 10 * n).with(indices(), Integer::sum);
        Sop<Integer> last = where(indices(), indices(), Comparison.EQ).aggregate(scaled);
        var program = new RaspProgram(last.with(previous, (n, p) -> p + n), LETTERS, 4);
        CompiledTransformer model = RaspCompiler.compile(program);

        assertThat(model.heads()).isEqualTo(2);
        assertComputesAll(program);
    }

    @Test
    void leavesNothingOfWidthsWhereTheSequenceBegins() {
        Sop<String> tokens = Sop.tokens();
        Sop<Integer> smaller = where(tokens, tokens, Comparison.LT).width();
        Sop<Integer> larger = where(tokens, tokens, Comparison.GT).width();
        var program = new RaspProgram(larger.with(smaller, (l, s) -> l - s), LETTERS, 4);
        CompiledTransformer model = RaspCompiler.compile(program);

        double[] first = PlainForward.residual(model, model.tokens().encode(List.of("b", "a")))[0];

        for (int i = 0; i < first.length; i++) {
            String label = model.residualLabels().get(i);
            double expected = List.of("one", "tokens:BOS").contains(label) ? 1 : 0;
            assertThat(first[i]).as(label).isEqualTo(expected, within(LEAK));
        }
        assertComputesAll(program);
    }

    @Test
    void writesWidthsAsMagnitudes() {
        Sop<String> tokens = Sop.tokens();
        Sop<Double> count = where(tokens, tokens, Comparison.EQ).width().numerical();

        assertComputesAll(new RaspProgram(count, LETTERS, 5));
    }

    @Test
    void averagesToTheDefaultWhereNothingIsSelected() {
        Sop<String> tokens = Sop.tokens();
        Sop<Double> isA = tokens.map("a"::equals).numerical();

        assertComputesAll(new RaspProgram(at(-2).aggregate(isA, 0.0), LETTERS, 4));
    }

    /** Unlike the reference, which averages 0 and 1 only. */
    @Test
    void averagesAnyMagnitudes() {
        Select upToHere = where(indices(), indices(), Comparison.LEQ);
        Sop<Double> center = upToHere.aggregate(indices().map(i -> 3 * i).numerical(), 0.0);

        assertComputesAll(new RaspProgram(upToHere.aggregate(center, 0.0), LETTERS, 4));
    }

    @Test
    void mapsASequenceOntoItself() {
        Sop<Integer> tokens = Sop.tokens();

        assertComputesAll(new RaspProgram(tokens.with(tokens, (a, b) -> a * b), List.of(2, 3), 3));
    }

    @Test
    void fusesMapsOfMaps() {
        Sop<Integer> tokens = Sop.tokens();
        var program = new RaspProgram(tokens.map(t -> t + 1).map(t -> t * 2), List.of(1, 2), 3);

        assertThat(RaspCompiler.compile(program).layers()).hasSize(1);
        assertComputesAll(program);
    }

    @Test
    void writesNothingWhereArithmeticFails() {
        Sop<Integer> tokens = Sop.tokens();
        var program = new RaspProgram(tokens.map(t -> 6 / t), List.of(0, 2, 3), 2);
        CompiledTransformer model = RaspCompiler.compile(program);

        double[][] residual = PlainForward.residual(model, model.tokens().encode(List.of(0, 3)));

        assertThat(model.residualLabels()).contains("map_1:2", "map_1:3").doesNotContain("map_1:0");
        assertThat(residual[1][model.residualLabels().indexOf("map_1:2")]).isZero();
        assertThat(residual[1][model.residualLabels().indexOf("map_1:3")]).isZero();
        assertThat(residual[2][model.residualLabels().indexOf("map_1:2")]).isEqualTo(1);
    }

    /** The reference counts only the scores, and cannot lay such a head out. */
    @Test
    void makesRoomForMoreValuesThanScores() {
        Sop<Integer> tokens = Sop.tokens();
        Sop<Boolean> always = tokens.map(t -> true);
        Sop<Integer> first = where(always, always, Comparison.EQ).aggregate(tokens);
        var program = new RaspProgram(first, List.of(1, 2, 3, 4, 5, 6, 7), 1);

        assertThat(RaspCompiler.compile(program).keySize()).isEqualTo(7);
        assertComputesAll(program);
    }

    /** Selects the position {@code offset} away. */
    private static Select at(int offset) {
        return where(indices(), indices(), (key, query) -> key == query + offset);
    }

    private static void assertComputesAll(RaspProgram program) {
        assertComputes(program, Sequences.over(program.vocabulary(), program.maxLength()));
    }

    private static void assertComputes(RaspProgram program, List<? extends List<?>> sequences) {
        CompiledTransformer model = RaspCompiler.compile(program);
        for (List<?> sequence : sequences) {
            List<@Nullable Object> meant = RaspInterpreter.evaluate(program.output(), sequence);
            double[][] residual = PlainForward.residual(model, model.tokens().encode(sequence));
            for (int i = 0; i < sequence.size(); i++) {
                assertHolds(model.output(), residual[i + 1], meant.get(i), sequence + " at " + i);
            }
        }
    }

    /** A value must be the whole of what its dimensions hold, and no value nothing at all. */
    private static void assertHolds(
            OutputDecoding output, double[] residual, @Nullable Object meant, String where) {
        for (int i = 0; i < output.dimensions().size(); i++) {
            double expected =
                    output.encoding() == Encoding.NUMERICAL
                            ? Values.magnitude(Objects.requireNonNull(meant))
                            : output.values().get(i).equals(meant) ? 1 : 0;
            assertThat(residual[output.dimensions().get(i)])
                    .as("%s of %s", i, where)
                    .isEqualTo(expected, within(LEAK));
        }
    }
}
