package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.RunLog;
import dev.circuitry.discovery.Step;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import dev.circuitry.job.RunRecords.DecisionFilter;
import dev.circuitry.job.RunRecords.TimedStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads logs, in order and from any row on. */
final class LogReader {
    /** No limit. */
    static final int ALL = Integer.MAX_VALUE;

    private final JdbcClient jdbc;

    LogReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The complete steps of a run, for taking it up again; empty before it has measured anything.
     */
    Optional<RunLog> runLog(UUID job, ComputationalGraph graph) {
        return jdbc.sql(
                        "SELECT initial_metric FROM job WHERE id = ? AND initial_metric IS NOT NULL")
                .param(job)
                .query(Double.class)
                .optional()
                .map(initialMetric -> runLog(job, graph, initialMetric));
    }

    private RunLog runLog(UUID job, ComputationalGraph graph, double initialMetric) {
        List<Step> steps = steps(job, graph, 0, ALL).stream().map(TimedStep::step).toList();
        return new RunLog(initialMetric, steps, decisionsUpTo(job, graph, steps.size()));
    }

    /** What produced the log, as the last attempt told it; empty where there is no job. */
    Optional<Map<String, Object>> manifest(UUID job) {
        return jdbc.sql("SELECT coalesce(manifest, '{}') FROM job WHERE id = ?")
                .param(job)
                .query(String.class)
                .optional()
                .map(StoredJson::fields);
    }

    /** Steps after a seq. */
    List<TimedStep> steps(UUID job, ComputationalGraph graph, int after, int limit) {
        return jdbc.sql("SELECT * FROM step WHERE job = ? AND seq > ? ORDER BY seq LIMIT ?")
                .params(job, after, limit)
                .query((row, number) -> step(row, graph))
                .list();
    }

    /** The decisions of the first steps. */
    List<Decision> decisionsUpTo(UUID job, ComputationalGraph graph, int step) {
        return jdbc.sql("SELECT * FROM decision WHERE job = ? AND step <= ? ORDER BY seq")
                .params(job, step)
                .query((row, number) -> decision(row, graph))
                .list();
    }

    /** A page of decisions, and one decision more where there is one. */
    List<Decision> decisions(
            UUID job, ComputationalGraph graph, DecisionFilter filter, PageRequest page) {
        var wanted =
                new Conditions()
                        .and("job = ?", job)
                        .and("seq > ?", Cursor.seq(page.cursor()))
                        .and("step = ?", filter.step())
                        .and("kept = ?", filter.kept())
                        .and("receiver = ?", filter.receiver())
                        .and("sender = ?", filter.sender());
        return jdbc.sql("SELECT * FROM decision " + wanted.where() + "ORDER BY seq LIMIT ?")
                .params(wanted.valuesAnd(page.limit() + 1)) // one more shows whether there is more
                .query((row, number) -> decision(row, graph))
                .list();
    }

    private static TimedStep step(ResultSet row, ComputationalGraph graph) throws SQLException {
        var tally = new Step.Tally(row.getInt("kept"), row.getInt("removed"));
        var step =
                new Step(
                        row.getInt("seq"),
                        node(graph, row.getString("node")),
                        row.getDouble("metric"),
                        row.getInt("edges"),
                        tally);
        return new TimedStep(step, row.getDouble("elapsed_seconds"));
    }

    private static Decision decision(ResultSet row, ComputationalGraph graph) throws SQLException {
        return new Decision(
                row.getInt("seq"),
                row.getInt("step"),
                edge(graph, row.getString("sender"), row.getString("receiver")),
                row.getDouble("metric_before"),
                row.getDouble("metric_after"),
                row.getBoolean("kept"));
    }

    private static Edge edge(ComputationalGraph graph, String sender, String receiver) {
        return graph.edge(node(graph, sender), node(graph, receiver))
                .orElseThrow(
                        () -> new IllegalStateException("no edge " + receiver + " <- " + sender));
    }

    private static Node node(ComputationalGraph graph, String name) {
        return graph.node(name).orElseThrow(() -> new IllegalStateException("no node " + name));
    }
}
