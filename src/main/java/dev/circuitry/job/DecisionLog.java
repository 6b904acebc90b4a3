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
 * Keeps what one attempt decides. Decisions are written with the row of their step at its end, or,
 * where steps take milliseconds, with those of the steps after it, as soon as the last write is a
 * tenth of a second old; within a step once it is some tenths old. So an attempt that is cut off
 * leaves complete steps and perhaps the first decisions of one more; what it had not written yet
 * the next one measures again, to the same last bit. For the run's thread.
 */
final class DecisionLog implements DiscoveryListener {
    private static final long PATIENCE = Duration.ofMillis(400).toNanos();
    private static final long PATIENCE_AFTER_STEP = Duration.ofMillis(100).toNanos();

    private final LogRows rows;
    private final Ownership ownership;
    private final RunMeters meters;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<TimedStep> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int warningsOfSteps; // the first warnings, whose steps are complete
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
        writeAfter(PATIENCE);
    }

    @Override
    public void completed(Step step) {
        var timed = new TimedStep(step, (System.nanoTime() - stepBegan) / 1e9);
        steps.add(timed);
        warningsOfSteps = warnings.size();
        meters.completed(timed);
        writeAfter(PATIENCE_AFTER_STEP);
    }

    @Override
    public void warned(String warning) {
        warnings.add(warning);
    }

    /** What was heard and is not yet written. */
    Entries rest() {
        return new Entries(decisions, steps, warnings);
    }

    private void writeAfter(long patience) {
        if (System.nanoTime() - written >= patience) {
            var ofSteps = warnings.subList(0, warningsOfSteps); // others wait, to be given once
            rows.append(ownership, new Entries(decisions, steps, ofSteps));
            decisions.clear();
            steps.clear();
            ofSteps.clear();
            warningsOfSteps = 0;
            written = System.nanoTime();
        }
    }
}
