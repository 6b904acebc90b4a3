package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryState;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The records of runs, from the database. Every call takes a connection only for as long as a query
 * of at most a page takes, so that slow readers of a long log keep nobody out. Safe for any number
 * of threads.
 */
final class LoggedRuns implements RunRecords {
    private final JdbcClient jdbc;
    private final LogReader reader;
    private final JobGraphs graphs;

    LoggedRuns(JdbcClient jdbc, LogReader reader, JobGraphs graphs) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.graphs = graphs;
    }

    @Override
    public Page<Decision> decisions(UUID job, DecisionFilter filter, PageRequest page) {
        var graph = graphs.of(job);
        return Page.of(
                reader.decisions(job, graph, filter, page),
                page.limit(),
                decision -> Cursor.after(decision.seq()));
    }

    @Override
    public void forEachDecision(UUID job, DecisionFilter filter, Consumer<Decision> consumer) {
        @Nullable String cursor = null;
        do {
            var page = decisions(job, filter, new PageRequest(PageRequest.LARGEST, cursor));
            page.items().forEach(consumer);
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    @Override
    public Page<TimedStep> steps(UUID job, PageRequest page) {
        int after = Cursor.seq(page.cursor());
        return Page.of(
                reader.steps(job, graphs.of(job), after, page.limit() + 1),
                page.limit(),
                timed -> Cursor.after(timed.step().seq()));
    }

    @Override
    public List<TimedStep> allSteps(UUID job) {
        return reader.steps(job, graphs.of(job), 0, LogReader.ALL);
    }

    @Override
    public Snapshot circuit(UUID job, @Nullable Integer step) {
        var graph = graphs.of(job);
        List<TimedStep> steps = reader.steps(job, graph, 0, LogReader.ALL);
        if (step == null) {
            // the step under way too, and no later one: it may have ended between the two queries
            return fold(job, graph, steps, steps.size() + 1);
        }
        if (step < 1 || step > steps.size()) {
            throw noSuchStep(step, steps.size());
        }
        return fold(job, graph, steps.subList(0, step), step);
    }

    private Snapshot fold(
            UUID job, ComputationalGraph graph, List<TimedStep> steps, int lastDecisions) {
        var state = new DiscoveryState(graph);
        double metric = initialMetric(job);
        Iterator<Decision> decisions = reader.decisionsUpTo(job, graph, lastDecisions).iterator();
        for (TimedStep timed : steps) {
            for (int i = 0; i < timed.step().tally().evaluations(); i++) {
                state.apply(decisions.next());
            }
            state.endStep();
            metric = timed.step().metric();
        }
        while (decisions.hasNext()) {
            var decision = decisions.next();
            state.apply(decision);
            metric = decision.kept() ? decision.before() : decision.after();
        }
        return new Snapshot(state.circuit(), Map.copyOf(state.effects()), metric);
    }

    @Override
    public Map<String, Object> manifest(UUID job) {
        return reader.manifest(job).orElseThrow(() -> JobProblems.noSuchJob(job));
    }

    private double initialMetric(UUID job) {
        return jdbc.sql("SELECT coalesce(initial_metric, 'NaN') FROM job WHERE id = ?")
                .param(job)
                .query(Double.class)
                .optional()
                .orElseThrow(() -> JobProblems.noSuchJob(job));
    }

    private static ProblemException noSuchStep(int step, int steps) {
        String detail =
                steps == 0
                        ? "There is no step " + step + ": no step is complete."
                        : "There is no step " + step + "; complete are 1 to " + steps + ".";
        return new ProblemException(
                ProblemCode.INVALID_PARAMETER, detail, List.of(new Violation("step", detail)));
    }
}
