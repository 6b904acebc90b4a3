package dev.circuitry.rasp;

import static dev.circuitry.rasp.Select.where;
import static dev.circuitry.rasp.Sop.indices;

import java.util.List;

/** Ready programs: the two the ACDC paper compiles (Conmy et al. 2023, section 4), and one more. */
public final class Programs {

    private Programs() {}

    /** Reverses a sequence of up to five of the tokens 1, 2, 3. */
    public static RaspProgram reverse() {
        Sop<Integer> tokens = Sop.tokens();
        Sop<Integer> length = where(tokens, tokens, Comparison.TRUE).width();
        Sop<Integer> opposite = length.with(indices(), (n, i) -> n - i).map(n -> n - 1);
        Select mirrored = where(indices(), opposite, Comparison.EQ);
        return new RaspProgram(mirrored.aggregate(tokens), List.of(1, 2, 3), 5);
    }

    /** At each position, the fraction of tokens up to and with it that are "x". */
    public static RaspProgram proportion() {
        Sop<String> tokens = Sop.tokens();
        Sop<Double> isX = tokens.map("x"::equals).numerical();
        Select upToHere = where(indices(), indices(), Comparison.LEQ);
        Sop<Double> fraction = upToHere.aggregate(isX, 0.0).named("frac_prevs");
        return new RaspProgram(fraction, List.of("w", "x", "y", "z"), 5);
    }

    /** At each position, how often its token occurs in the sequence. */
    public static RaspProgram histogram() {
        Sop<String> tokens = Sop.tokens();
        Sop<Integer> count = where(tokens, tokens, Comparison.EQ).width();
        return new RaspProgram(count.named("hist"), List.of("a", "b", "c", "d"), 5);
    }
}
