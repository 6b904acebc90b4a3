package dev.circuitry.cli;

import dev.circuitry.job.JobView;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.LogPosition;
import dev.circuitry.job.RunEvents;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Waits for one job at a time. When the program is told to stop meanwhile (Ctrl-C), the job is
 * cancelled before anything is shut down.
 */
final class JobWatch implements ApplicationListener<ContextClosedEvent>, Ordered {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration LONGEST_CANCEL = Duration.ofSeconds(30);

    private static final int AT_ONCE = 500;

    private final Jobs jobs;
    private final RunEvents events;
    private volatile boolean isLeaving;
    private final AtomicReference<@Nullable UUID> watched = new AtomicReference<>();

    JobWatch(Jobs jobs, RunEvents events) {
        this.jobs = jobs;
        this.events = events;
    }

    /** The job once it has ended. */
    JobView await(JobView submitted, ProgressDisplay display) throws InterruptedException {
        watched.set(submitted.id());
        var job = submitted;
        var position = tell(job.id(), LogPosition.START, display);
        while (!job.status().isEnded()) {
            Thread.sleep(LOOK_EVERY.toMillis());
            job = found(() -> current(submitted.id()));
            position = tell(job.id(), position, display);
            display.show(job);
        }
        watched.set(null);
        return job;
    }

    private LogPosition tell(UUID job, LogPosition from, ProgressDisplay display) {
        var position = from;
        List<RunEvents.Event> found;
        do {
            var after = position;
            found = found(() -> events.after(job, after, AT_ONCE));
            for (RunEvents.Event event : found) {
                display.tell(event);
                position = event.position();
            }
        } while (found.size() == AT_ONCE);
        return position;
    }

    private JobView current(UUID id) {
        return jobs.find(id)
                .orElseThrow(() -> Refusal.failure("The job was deleted while it ran."));
    }

    /** What is found, unless the program leaves meanwhile and takes the database with it. */
    private <T> T found(Supplier<T> finding) {
        try {
            return finding.get();
        } catch (RuntimeException failure) {
            throw isLeaving ? Refusal.failure("The job goes on at the next start.") : failure;
        }
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        var id = watched.getAndSet(null);
        if (id != null) {
            cancel(id);
        }
    }

    private void cancel(UUID id) {
        try {
            var job = jobs.cancel(id, false);
            System.err.println("circuitry: cancelling the job");
            long deadline = System.nanoTime() + LONGEST_CANCEL.toNanos();
            while (!job.status().isEnded() && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_EVERY.toMillis());
                job = current(id);
            }
        } catch (ProblemException problem) { // else it ended just now: nothing is left to cancel
            if (problem.code() == ProblemCode.SHARED_JOB) {
                isLeaving = true;
                System.err.println(
                        "circuitry: others asked for this job too, so it is not cancelled: it goes on at the next start");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE; // before the worker hears that it is to stop
    }
}
