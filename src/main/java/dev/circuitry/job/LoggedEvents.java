package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.job.RunRecords.DecisionFilter;
import dev.circuitry.job.RunRecords.TimedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events that the log tells of. Safe for any number of threads. */
final class LoggedEvents implements RunEvents {
    private final JdbcClient jdbc;
    private final LogReader reader;
    private final JobGraphs graphs;

    LoggedEvents(JdbcClient jdbc, LogReader reader, JobGraphs graphs) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.graphs = graphs;
    }

    @Override
    public LogPosition position(UUID job, LogPosition.Written written) {
        int before = written.decisions() == 0 ? 0 : stepsBeforeDecision(job, written.decisions());
        return new LogPosition(
                written.decisions(), before + written.stepsSince(), written.stepsSince());
    }

    /** A decision that is made again, for its step was cut off, belongs to the step to come. */
    private int stepsBeforeDecision(UUID job, int seq) {
        return jdbc.sql(
                        "SELECT coalesce((SELECT step - 1 FROM decision WHERE job = ? AND seq = ?),"
                                + " (SELECT max(seq) FROM step WHERE job = ?), 0)")
                .params(job, seq, job)
                .query(Integer.class)
                .single();
    }

    @Override
    public List<Event> after(UUID job, LogPosition position, int most) {
        var graph = graphs.of(job);
        // steps first: whatever decisions they have are there when these are read; a later step may
        // have ended meanwhile, and decisions of the one after that must wait for it
        var steps = reader.steps(job, graph, position.steps(), most);
        var page = new PageRequest(most, Cursor.after(position.decisions()));
        var decisions = reader.decisions(job, graph, DecisionFilter.ALL, page);
        return merged(position, decisions, steps, most);
    }

    /** In order, as far as the steps that were read and the one under way go. */
    static List<Event> merged(
            LogPosition start, List<Decision> read, List<TimedStep> steps, int most) {
        int underWay = start.steps() + steps.size() + 1;
        var decisions = read.stream().filter(decision -> decision.step() <= underWay).toList();
        List<Event> events = new ArrayList<>();
        var position = start;
        int decision = 0;
        int step = 0;
        while (events.size() < most) {
            boolean more = decision < decisions.size();
            boolean isStepNext =
                    step < steps.size()
                            && (!more
                                    || decisions.get(decision).step()
                                            > steps.get(step).step().seq());
            if (isStepNext) {
                position = position.afterStep();
                events.add(new Event(null, steps.get(step++), position));
            } else if (more) {
                position = position.afterDecision();
                events.add(new Event(decisions.get(decision++), null, position));
            } else {
                break;
            }
        }
        return events;
    }
}
