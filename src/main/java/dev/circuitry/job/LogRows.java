package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.job.RunStoppedException.Reason;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what a run leaves while it goes on. Every method is one transaction, or joins the one it
 * is called in, and holds the job's row for its owner: an attempt that no longer owns the job
 * writes nothing.
 */
@Transactional
class LogRows {
    private final JdbcTemplate jdbc;
    private final LogAppend log;

    LogRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.log = new LogAppend(jdbc);
    }

    /**
     * What is written at once.
     *
     * @param decisions in the order made
     * @param steps that they complete
     * @param warnings whole sentences
     */
    record Entries(
            List<Decision> decisions, List<RunRecords.TimedStep> steps, List<String> warnings) {
        static final Entries NONE = new Entries(List.of(), List.of(), List.of());

        Entries {
            decisions = List.copyOf(decisions);
            steps = List.copyOf(steps);
            warnings = List.copyOf(warnings);
        }
    }

    /** The run measured the full graph. */
    void begin(Ownership ownership, double initialMetric, int edges) {
        update(ownership, "initial_metric = ?, initial_edges = ?", initialMetric, edges);
    }

    /** The run turns to a node. Not waited for until it is on disk: nothing hangs on it. */
    void visiting(Ownership ownership, String node, Instant now) {
        jdbc.execute("SET LOCAL synchronous_commit TO OFF");
        update(
                ownership,
                "current_node = ?, measuring_since = coalesce(measuring_since, ?)",
                node,
                Timestamp.from(now));
    }

    /** What produces the result. */
    void describe(Ownership ownership, Map<String, Object> manifest) {
        update(ownership, "manifest = ?::json", StoredJson.write(manifest));
    }

    /** Adds a warning that is not there yet. */
    void warnOnce(Ownership ownership, String warning) {
        update(
                ownership,
                "warnings = CASE WHEN ? = ANY (warnings) THEN warnings ELSE warnings || ? END",
                warning,
                new String[] {warning});
    }

    /** Appends to the log, all of it or nothing, as one statement. */
    @Transactional(propagation = Propagation.SUPPORTS)
    void append(Ownership ownership, Entries entries) {
        if (!log.append(ownership, entries)) {
            throw new NoLongerOwnerException(ownership);
        }
    }

    /**
     * Prepares the log for a new attempt: drops the decisions of an unfinished step, which that
     * attempt makes again. For whoever holds the lock of the job's row.
     */
    LogExtent rewind(UUID job) {
        var extent = extent(job);
        jdbc.update("DELETE FROM decision WHERE job = ? AND step > ?", job, extent.steps());
        jdbc.update("UPDATE job SET current_node = NULL, measuring_since = NULL WHERE id = ?", job);
        return extent;
    }

    /** How far the complete steps go. */
    @Transactional(propagation = Propagation.SUPPORTS)
    LogExtent extent(UUID job) {
        return jdbc.queryForObject(
                "SELECT coalesce(max(seq), 0), coalesce(sum(kept + removed), 0), coalesce(sum(elapsed_seconds), 0)"
                        + " FROM step WHERE job = ?",
                (row, number) -> new LogExtent(row.getInt(1), row.getInt(2), row.getDouble(3)),
                job);
    }

    /** Why the job's user wants the run to stop, if that is so. */
    @Transactional(propagation = Propagation.SUPPORTS)
    Optional<Reason> stopRequested(Ownership ownership) {
        List<String> found =
                jdbc.queryForList(
                        "SELECT CASE WHEN cancel_requested_at IS NOT NULL THEN 'CANCELLED'"
                                + " WHEN pause_requested_at IS NOT NULL THEN 'PAUSED' ELSE '' END"
                                + " FROM job WHERE id = ? AND owner = ?",
                        String.class,
                        ownership.job(),
                        ownership.owner());
        if (found.isEmpty()) {
            throw new NoLongerOwnerException(ownership);
        }
        return Optional.of(found.get(0)).filter(why -> !why.isEmpty()).map(Reason::valueOf);
    }

    private void update(Ownership ownership, String assignments, Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(ownership.job());
        all.add(ownership.owner());
        String sql = "UPDATE job SET " + assignments + " WHERE id = ? AND owner = ?";
        if (jdbc.update(sql, all.toArray()) == 0) {
            throw new NoLongerOwnerException(ownership);
        }
    }
}
