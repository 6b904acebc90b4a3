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
 * before that as soon as the last write is some tenths of a second old. Steps of milliseconds are
 * written some at a time, a tenth of a second's worth, or with the first decisions after them. So
 * an attempt that is cut off leaves complete steps and perhaps the first decisions of one more; the
 * steps it had not written the next one measures again, to the same last bit. For the run's thread.
 */
final class DecisionLog implements DiscoveryListener {
    private static final long PATIENCE = Duration.ofMillis(400).toNanos();
    private static final long STEPS_TOGETHER = Duration.ofMillis(100).toNanos();

    private final LogRows rows;
    private final Ownership ownership;
    private final RunMeters meters;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<TimedStep> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int warningsOfSteps; // the first warnings, whose steps are complete
    private long written = System.nanoTime();
    private long stepWritten = written; // at its end
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
            write();
        }
    }

    @Override
    public void completed(Step step) {
        var timed = new TimedStep(step, (System.nanoTime() - stepBegan) / 1e9);
        steps.add(timed);
        warningsOfSteps = warnings.size();
        meters.completed(timed);
        if (System.nanoTime() - stepWritten >= STEPS_TOGETHER) {
            write();
            stepWritten = written;
        }
    }

    @Override
    public void warned(String warning) {
        warnings.add(warning);
    }

    /** What was heard and is not yet written. */
    Entries rest() {
        return new Entries(decisions, steps, warnings);
    }

    /** The same without warnings of a step that is not complete: whoever goes on gives them. */
    Entries restToGoOnFrom() {
        return new Entries(decisions, steps, warnings.subList(0, warningsOfSteps));
    }

    private void write() {
        rows.append(ownership, restToGoOnFrom());
        decisions.clear();
        steps.clear();
        warnings.subList(0, warningsOfSteps).clear();
        warningsOfSteps = 0;
        written = System.nanoTime();
    }
}
