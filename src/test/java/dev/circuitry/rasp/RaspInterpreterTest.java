package dev.circuitry.rasp;

import static dev.circuitry.rasp.RaspInterpreter.evaluate;
import static dev.circuitry.rasp.Select.where;
import static dev.circuitry.rasp.Sop.indices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RaspInterpreterTest {

    private static final Select PREVIOUS =
            where(indices(), indices(), (key, query) -> key == query - 1);

    private final Sop<String> letters = Sop.tokens();

    @Test
    void reverses() {
        assertThat(evaluate(Programs.reverse().output(), List.of(3, 1, 1, 2)))
                .isEqualTo(List.of(2, 1, 1, 3));
    }

    @Test
    void findsProportions() {
        assertThat(evaluate(Programs.proportion().output(), List.of("x", "w", "w", "x")))
                .isEqualTo(List.of(1.0, 0.5, 1.0 / 3, 0.5));
    }

    @Test
    void countsTokens() {
        assertThat(evaluate(Programs.histogram().output(), List.of("a", "c", "a", "a")))
                .isEqualTo(List.of(3, 1, 3, 3));
    }

    @Test
    void hasNoValueWhereNothingIsSelectedAndPassesThatOn() {
        Sop<String> previous = PREVIOUS.aggregate(letters);

        assertThat(evaluate(previous, List.of("a", "b"))).containsExactly(null, "a");
        assertThat(evaluate(previous.map(p -> p + "!"), List.of("a", "b")))
                .containsExactly(null, "a!");
        assertThat(evaluate(previous.with(letters, String::concat), List.of("a", "b")))
                .containsExactly(null, "ab");
        assertThat(evaluate(letters.with(previous, String::concat), List.of("a", "b")))
                .containsExactly(null, "ba");
    }

    @Test
    void takesTheDefaultWhereNothingIsSelected() {
        assertThat(evaluate(PREVIOUS.aggregate(letters, "none"), List.of("a", "b")))
                .containsExactly("none", "a");
    }

    @Test
    void averagesNumbersAndKeepsEqualValues() {
        Sop<Integer> numbers = Sop.tokens();
        Select all = where(numbers, numbers, Comparison.TRUE);

        assertThat(evaluate(all.aggregate(numbers), List.of(1, 2))).containsExactly(1.5, 1.5);
        assertThat(evaluate(all.aggregate(numbers), List.of(2, 2))).containsExactly(2, 2);
    }

    @Test
    void holdsNumericalValuesAsDoubles() {
        assertThat(evaluate(letters.map("a"::equals).numerical(), List.of("a", "b")))
                .containsExactly(1.0, 0.0);
        assertThat(evaluate(PREVIOUS.width().numerical(), List.of("a", "b")))
                .containsExactly(0.0, 1.0);
    }

    @Test
    void selectsByEveryComparisonOfKeyWithQuery() {
        List<Integer> tokens = List.of(1, 2, 3);

        assertThat(widths(Comparison.EQ, tokens)).containsExactly(1, 1, 1);
        assertThat(widths(Comparison.NEQ, tokens)).containsExactly(2, 2, 2);
        assertThat(widths(Comparison.LT, tokens)).containsExactly(0, 1, 2);
        assertThat(widths(Comparison.LEQ, tokens)).containsExactly(1, 2, 3);
        assertThat(widths(Comparison.GT, tokens)).containsExactly(2, 1, 0);
        assertThat(widths(Comparison.GEQ, tokens)).containsExactly(3, 2, 1);
        assertThat(widths(Comparison.TRUE, tokens)).containsExactly(3, 3, 3);
        assertThat(widths(Comparison.FALSE, tokens)).containsExactly(0, 0, 0);
    }

    @Test
    void comparesNumbersOfAnyTypeButNotWithStrings() {
        assertThat(Comparison.EQ.test(1, 1.0)).isTrue();
        assertThat(Comparison.EQ.test(true, 1)).isTrue();
        assertThat(Comparison.EQ.test(1, "1")).isFalse();
        assertThat(Comparison.LT.test(1, 1.5)).isTrue();
        assertThat(Comparison.LT.test("a", "b")).isTrue();
        assertThatThrownBy(() -> Comparison.LT.test(1, "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot order '1' and 'b'");
    }

    @Test
    void refusesToAverageDifferentStrings() {
        Sop<String> all = where(letters, letters, Comparison.TRUE).aggregate(letters);

        assertThatThrownBy(() -> evaluate(all, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a' is not a number");
    }

    @Test
    void refusesToSelectByNoValue() {
        Sop<String> previous = PREVIOUS.aggregate(letters);
        Sop<Integer> matches = where(letters, previous, Comparison.EQ).width();

        assertThatThrownBy(() -> evaluate(matches, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a selector reads a position that has no value");
    }

    private static List<Object> widths(Comparison comparison, List<Integer> tokens) {
        return evaluate(where(Sop.<Integer>tokens(), Sop.tokens(), comparison).width(), tokens);
    }
}
