package dev.circuitry.api;

import dev.circuitry.download.DecisionRow;
import dev.circuitry.download.StepRow;
import dev.circuitry.download.WireJson;
import dev.circuitry.job.JobView;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.LogPosition;
import dev.circuitry.job.RunEvents;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A job's events as text, read once for all who have come equally far. Safe for any number of
 * threads.
 */
final class EventFeed {
    private static final int AT_ONCE = 200;
    private static final JsonMapper JSON = WireJson.mapper();

    private final UUID job;
    private final Jobs jobs;
    private final RunEvents events;
    private volatile @Nullable JobView view;
    private @Nullable Part last;

    /**
     * Some events.
     *
     * @param from where they begin
     * @param to right behind them
     * @param text as it is sent; empty where there are none
     * @param view of the job before they were looked for
     */
    record Part(LogPosition from, LogPosition to, String text, JobView view) {
        boolean isEmpty() {
            return text.isEmpty();
        }

        /** Whether it holds what someone is to be told who has seen the job so. */
        private boolean serves(LogPosition position, JobView seen) {
            return from.equals(position) && (!isEmpty() || view.equals(seen));
        }
    }

    EventFeed(UUID job, Jobs jobs, RunEvents events) {
        this.job = job;
        this.jobs = jobs;
        this.events = events;
    }

    /** Looks at the job anew. */
    void refresh() {
        view = jobs.find(job).orElse(null);
    }

    /** The job as it stood when it was looked at last; null where it is gone. */
    @Nullable JobView view() {
        if (view == null) {
            refresh();
        }
        return view;
    }

    /**
     * The events after a place.
     *
     * @param seen the job, of which no event may be missing
     */
    Part after(LogPosition position, JobView seen) {
        synchronized (this) {
            if (last != null && last.serves(position, seen)) {
                return last;
            }
        }
        var part = part(position, events.after(job, position, AT_ONCE), seen);
        synchronized (this) {
            if (last == null || last.from().decisions() <= position.decisions()) {
                last = part; // those who lag do not push out what the others need
            }
        }
        return part;
    }

    private static Part part(LogPosition from, List<RunEvents.Event> found, JobView seen) {
        var text = new StringBuilder();
        var to = from;
        for (RunEvents.Event event : found) {
            to = event.position();
            var decision = event.decision();
            var step = event.step();
            if (decision != null) {
                write(text, "decision", to, DecisionRow.of(decision));
            } else if (step != null) {
                write(text, "step", to, StepRow.of(step));
            }
        }
        return new Part(from, to, text.toString(), seen);
    }

    /** That the job has come to a status. */
    static String status(JobView view, LogPosition position) {
        var text = new StringBuilder();
        write(text, "status", position, JobDocument.of(view));
        return text.toString();
    }

    private static void write(StringBuilder text, String event, LogPosition position, Object data) {
        text.append("event: ").append(event).append("\nid: ").append(position);
        text.append("\ndata: ").append(JSON.writeValueAsString(data)).append("\n\n");
    }
}
