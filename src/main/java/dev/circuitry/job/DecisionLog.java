package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.Step;
import dev.circuitry.graph.Node;
import dev.circuitry.job.LogRows.Entries;
import dev.circuitry.job.RunRecords.TimedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what one attempt decides. Decisions are written at the end of their step, with its row, and
 * before that as soon as the last write is some tenths of a second old; so an attempt that is cut
 * off leaves complete steps and perhaps the first decisions of one more. For the run's thread.
 */
final class DecisionLog implements DiscoveryListener {
    private static final long PATIENCE = Duration.ofMillis(400).toNanos();

    private final LogRows rows;
    private final Ownership ownership;
    private final RunMeters meters;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long written = System.nanoTime();
    private long stepBegan = System.nanoTime();
    private @Nullable Node visited; // not yet told
    private long toldVisit = written - PATIENCE;

    DecisionLog(LogRows rows, Ownership ownership, RunMeters meters) {
        this.rows = rows;
        this.ownership = ownership;
        this.meters = meters;
    }

    @Override
    public void started(double initialMetric, int edges) {
        rows.begin(ownership, initialMetric, edges);
    }

    @Override
    public void visiting(int step, Node receiver) {
        stepBegan = System.nanoTime();
        visited = receiver;
        tellVisit();
    }

    /** Steps of milliseconds are not worth a transaction each to say where the run is. */
    private void tellVisit() {
        if (visited != null && System.nanoTime() - toldVisit >= PATIENCE) {
            rows.visiting(ownership, visited.name(), Instant.now());
            visited = null;
            toldVisit = System.nanoTime();
        }
    }

    @Override
    public void decided(Decision decision) {
        decisions.add(decision);
        meters.decided(decision);
        tellVisit();
        if (System.nanoTime() - written >= PATIENCE) {
            write(Entries.of(decisions)); // a warning waits for its step, to be given once
            decisions.clear();
        }
    }

    @Override
    public void completed(Step step) {
        var timed = new TimedStep(step, (System.nanoTime() - stepBegan) / 1e9);
        write(rest(timed));
        meters.completed(timed);
        decisions.clear();
        warnings.clear();
    }

    @Override
    public void warned(String warning) {
        warnings.add(warning);
    }

    /** What was heard and is not yet written. */
    Entries rest() {
        return rest(null);
    }

    private Entries rest(@Nullable TimedStep step) {
        return new Entries(decisions, step, warnings);
    }

    private void write(Entries entries) {
        rows.append(ownership, entries);
        written = System.nanoTime();
    }
}
