package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.job.LogRows.Entries;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Appends to a log by one statement: a run on a small model completes steps within milliseconds,
 * and every further trip to the database would take as long as the measuring.
 */
final class LogAppend {
    /** The job's row, held for its owner, comes first: no row, nothing written. */
    private static final String SQL =
            """
            WITH owned AS (%s),
            decided AS (
                INSERT INTO decision (job, seq, step, receiver, sender, metric_before, metric_after, kept)
                SELECT owned.id, made.* FROM owned,
                    unnest(?::int[], ?::int[], ?::text[], ?::text[], ?::float8[], ?::float8[], ?::bool[]) AS made
            ),
            completed AS (
                INSERT INTO step (job, seq, node, metric, edges, kept, removed, elapsed_seconds)
                SELECT owned.id, made.* FROM owned,
                    unnest(?::int[], ?::text[], ?::float8[], ?::int[], ?::int[], ?::int[], ?::float8[]) AS made
            )
            SELECT count(*) FROM owned
            """;

    private static final String QUIETLY =
            SQL.formatted("SELECT id FROM job WHERE id = ? AND owner = ? FOR NO KEY UPDATE");
    private static final String WITH_WARNINGS =
            SQL.formatted(
                    "UPDATE job SET warnings = warnings || ?::text[] WHERE id = ? AND owner = ? RETURNING id");

    private final JdbcTemplate jdbc;

    LogAppend(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends all or nothing.
     *
     * @return whether the job was still its owner's
     */
    boolean append(Ownership ownership, Entries entries) {
        boolean isQuiet = entries.warnings().isEmpty();
        Long owned =
                jdbc.query(
                        isQuiet ? QUIETLY : WITH_WARNINGS,
                        statement -> bind(new Arrays(statement), ownership, entries),
                        found -> found.next() ? found.getLong(1) : 0);
        return owned != null && owned > 0;
    }

    private static void bind(Arrays row, Ownership ownership, Entries entries) throws SQLException {
        if (!entries.warnings().isEmpty()) {
            row.add("text", entries.warnings(), warning -> warning);
        }
        row.add(ownership.job()).add(ownership.owner());
        List<Decision> decisions = entries.decisions();
        row.add("int4", decisions, Decision::seq)
                .add("int4", decisions, Decision::step)
                .add("text", decisions, one -> one.edge().receiver().name())
                .add("text", decisions, one -> one.edge().sender().name())
                .add("float8", decisions, Decision::before)
                .add("float8", decisions, Decision::after)
                .add("bool", decisions, Decision::kept);
        var steps = entries.steps();
        row.add("int4", steps, timed -> timed.step().seq())
                .add("text", steps, timed -> timed.step().receiver().name())
                .add("float8", steps, timed -> timed.step().metric())
                .add("int4", steps, timed -> timed.step().edges())
                .add("int4", steps, timed -> timed.step().tally().kept())
                .add("int4", steps, timed -> timed.step().tally().removed())
                .add("float8", steps, RunRecords.TimedStep::elapsedSeconds);
    }

    /** A statement's parameters, one after the other. */
    private static final class Arrays {
        private final PreparedStatement statement;
        private int next = 1;

        Arrays(PreparedStatement statement) {
            this.statement = statement;
        }

        Arrays add(Object value) throws SQLException {
            statement.setObject(next++, value, Types.OTHER);
            return this;
        }

        <T> Arrays add(String type, List<T> rows, Function<T, Object> column) throws SQLException {
            Object[] values = rows.stream().map(column).toArray();
            statement.setArray(next++, statement.getConnection().createArrayOf(type, values));
            return this;
        }
    }
}
