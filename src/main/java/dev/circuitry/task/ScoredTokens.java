package dev.circuitry.task;

import dev.circuitry.metric.Scored;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where rows are scored, and what the model should say there.
 *
 * @param positions {@code [row][scored]}, rising; a row may have none
 * @param answers the right token at each, {@code [row][scored]}, or null where there is none
 * @param wrongAnswers the wrong tokens at each, {@code [row][scored][wrong]}, or null likewise
 */
public record ScoredTokens(
        int[][] positions, int @Nullable [][] answers, int @Nullable [][][] wrongAnswers) {
    /** Every row at its last token, without answers. */
    public static ScoredTokens atLast(int[][] rows) {
        return new ScoredTokens(
                Stream.of(rows).map(row -> new int[] {row.length - 1}).toArray(int[][]::new),
                null,
                null);
    }

    /** The positions of each row in places of rows padded to one length, {@code [row][scored]}. */
    public static int[][] positions(Scored scored, int rows, int length) {
        return IntStream.range(0, rows)
                .mapToObj(
                        row ->
                                Arrays.stream(scored.places())
                                        .filter(place -> place / length == row)
                                        .mapToInt(place -> (int) (place % length))
                                        .toArray())
                .toArray(int[][]::new);
    }

    /** The places in rows padded to one length. */
    public Scored in(int length) {
        return new Scored(
                IntStream.range(0, positions.length)
                        .boxed()
                        .flatMapToLong(
                                row ->
                                        Arrays.stream(positions[row])
                                                .mapToLong(pos -> (long) row * length + pos))
                        .toArray());
    }

    /** The right token at each place, row after row, or null. */
    public long @Nullable [] flatAnswers() {
        return answers == null
                ? null
                : Stream.of(answers).flatMapToInt(Arrays::stream).asLongStream().toArray();
    }

    /** The wrong tokens at each place, row after row, or null. */
    public long @Nullable [][] flatWrongAnswers() {
        return wrongAnswers == null
                ? null
                : Stream.of(wrongAnswers)
                        .flatMap(Stream::of)
                        .map(tokens -> Arrays.stream(tokens).asLongStream().toArray())
                        .toArray(long[][]::new);
    }

    /** How many places are scored. */
    public int count() {
        return Stream.of(positions).mapToInt(row -> row.length).sum();
    }
}
