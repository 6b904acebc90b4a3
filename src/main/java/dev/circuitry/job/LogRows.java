package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.Step;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private static final String INSERT_DECISION =
            "INSERT INTO decision (job, seq, step, receiver, sender, metric_before, metric_after, kept)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_STEP =
            "INSERT INTO step (job, seq, node, metric, edges, kept, removed, elapsed_seconds)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;

    LogRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is written at once.
     *
     * @param decisions in the order made
     * @param step the step that they complete, or null
     * @param warnings whole sentences
     */
    record Entries(
            List<Decision> decisions, RunRecords.@Nullable TimedStep step, List<String> warnings) {
        Entries {
            decisions = List.copyOf(decisions);
            warnings = List.copyOf(warnings);
        }

        /** Decisions of a step that goes on. */
        static Entries of(List<Decision> decisions) {
            return new Entries(decisions, null, List.of());
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

    /** Appends to the log: all of it or nothing. */
    void append(Ownership ownership, Entries entries) {
        lock(ownership);
        UUID job = ownership.job();
        jdbc.batchUpdate(
                INSERT_DECISION, entries.decisions(), BATCH, (row, one) -> set(row, job, one));
        if (entries.step() != null) {
            insert(job, entries.step());
        }
        if (!entries.warnings().isEmpty()) {
            Object warnings = entries.warnings().toArray(String[]::new);
            update(ownership, "warnings = warnings || ?", warnings);
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

    /** Whether the job's user wants it to end. */
    @Transactional(propagation = Propagation.SUPPORTS)
    boolean isCancelRequested(Ownership ownership) {
        List<Boolean> found =
                jdbc.queryForList(
                        "SELECT cancel_requested_at IS NOT NULL FROM job WHERE id = ? AND owner = ?",
                        Boolean.class,
                        ownership.job(),
                        ownership.owner());
        if (found.isEmpty()) {
            throw new NoLongerOwnerException(ownership);
        }
        return found.get(0);
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

    private void lock(Ownership ownership) {
        List<Integer> found =
                jdbc.queryForList(
                        "SELECT 1 FROM job WHERE id = ? AND owner = ? FOR NO KEY UPDATE",
                        Integer.class,
                        ownership.job(),
                        ownership.owner());
        if (found.isEmpty()) {
            throw new NoLongerOwnerException(ownership);
        }
    }

    private static void set(PreparedStatement row, UUID job, Decision decision)
            throws SQLException {
        row.setObject(1, job);
        row.setInt(2, decision.seq());
        row.setInt(3, decision.step());
        row.setString(4, decision.edge().receiver().name());
        row.setString(5, decision.edge().sender().name());
        row.setDouble(6, decision.before());
        row.setDouble(7, decision.after());
        row.setBoolean(8, decision.kept());
    }

    private void insert(UUID job, RunRecords.TimedStep timed) {
        Step step = timed.step();
        jdbc.update(
                INSERT_STEP,
                job,
                step.seq(),
                step.receiver().name(),
                step.metric(),
                step.edges(),
                step.tally().kept(),
                step.tally().removed(),
                timed.elapsedSeconds());
    }
}
