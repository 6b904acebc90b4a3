package dev.circuitry.cli;

import dev.circuitry.job.JobView;
import java.time.Duration;
import java.util.Objects;

/** A plain line every few seconds, and only where something has changed; for files and pipes. */
final class LineDisplay implements ProgressDisplay {
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final String name;
    private long shownAt = System.nanoTime() - BETWEEN.toNanos();
    private String shown = "";

    LineDisplay(String name) {
        this.name = name;
    }

    @Override
    public void show(JobView job) {
        var progress = job.progress();
        var words = progress == null ? "starting" : ProgressDisplay.words(progress);
        boolean isTime = System.nanoTime() - shownAt >= BETWEEN.toNanos();
        if (isTime && !Objects.equals(words, shown)) {
            System.err.println(name + ": " + words);
            shown = words;
            shownAt = System.nanoTime();
        }
    }

    @Override
    public void close() {}
}
