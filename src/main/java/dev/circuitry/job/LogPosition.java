package dev.circuitry.job;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a run's sequence of events.
 *
 * @param decisions how many lie before it
 * @param steps how many lie before it
 * @param stepsSince how many of those since the last decision
 */
public record LogPosition(int decisions, int steps, int stepsSince) {
    /** Before everything. */
    public static final LogPosition START = new LogPosition(0, 0, 0);

    private static final Pattern WRITTEN = Pattern.compile("(0*?)(0|[1-9]\\d{0,8})");
    private static final int MOST_CHARACTERS = 10_000;

    /**
     * A place as it was written: what tells it apart without the log.
     *
     * @param decisions how many lie before it
     * @param stepsSince how many steps lie between the last of them and the place
     */
    public record Written(int decisions, int stepsSince) {
        /** Reads one; empty where it is none. */
        public static Optional<Written> read(String text) {
            var parts = WRITTEN.matcher(text);
            if (text.length() > MOST_CHARACTERS || !parts.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Written(Integer.parseInt(parts.group(2)), parts.group(1).length()));
        }
    }

    /** Behind one more decision. */
    LogPosition afterDecision() {
        return new LogPosition(decisions + 1, steps, 0);
    }

    /** Behind one more step. */
    LogPosition afterStep() {
        return new LogPosition(decisions, steps + 1, stepsSince + 1);
    }

    /**
     * The last decision's seq, with a leading zero for each step since: to whoever reads it as a
     * number it is that seq, and yet it tells exactly where one is.
     */
    @Override
    public String toString() {
        return "0".repeat(stepsSince) + decisions;
    }
}
