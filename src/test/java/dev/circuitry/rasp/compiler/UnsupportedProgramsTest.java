package dev.circuitry.rasp.compiler;

import static dev.circuitry.rasp.Select.where;
import static dev.circuitry.rasp.Sop.indices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.rasp.Comparison;
import dev.circuitry.rasp.RaspProgram;
import dev.circuitry.rasp.Select;
import dev.circuitry.rasp.Sop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not compile, and what it says. */
class UnsupportedProgramsTest {

    private static final Select HERE = where(indices(), indices(), Comparison.EQ);

    @Test
    void refusesMapsOfMagnitudes() {
        Sop<String> tokens = Sop.tokens();
        Sop<Double> count = where(tokens, tokens, Comparison.EQ).width().numerical();

        assertRefused(count.map(n -> n + 1), "selector_width_2, which is numerical");
        assertRefused(count.with(tokens, (n, t) -> t), "categorical operands only");
        assertRefused(where(count, count, Comparison.EQ).width(), "categorical operands only");
    }

    @Test
    void refusesNegativeMagnitudes() {
        assertRefused(indices().map(i -> -i).numerical(), "-1.0, which the ReLU would make 0");
    }

    @Test
    void refusesDefaultsThatAreSomething() {
        Sop<String> tokens = Sop.tokens();
        Sop<Double> isA = tokens.map("a"::equals).numerical();

        assertRefused(HERE.aggregate(tokens, "a"), "aggregate_1 defaults to a");
        assertRefused(HERE.aggregate(isA, 1.0), "aggregate_1 defaults to 1.0");
        assertRefused(HERE.aggregate(isA), "aggregate_1 defaults to null");
    }

    @Test
    void refusesValuesThatAreNotOfOneKnownType() {
        Sop<String> tokens = Sop.tokens();

        assertRefused(tokens.map(t -> t.charAt(0)), "class java.lang.Character");
        assertRefused(
                tokens.<Object>map(t -> t.equals("a") ? 1 : "other"), "map_1 takes values of");
        assertRefused(indices().map(i -> i / 0.0), "map_1 takes values of []");
    }

    @Test
    void refusesReservedTokensAndProgramsThatComputeNothing() {
        Sop<String> tokens = Sop.tokens();

        assertThatThrownBy(
                        () ->
                                RaspCompiler.compile(
                                        new RaspProgram(
                                                tokens.map(t -> t), List.of("a", "BOS"), 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the token 'BOS' is reserved");
        assertRefused(tokens, "returns its input");
    }

    private static void assertRefused(Sop<?> output, String reason) {
        var program = new RaspProgram(output, List.of("a", "b", "c"), 3);
        assertThatThrownBy(() -> RaspCompiler.compile(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
