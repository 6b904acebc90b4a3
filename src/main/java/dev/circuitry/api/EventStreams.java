package dev.circuitry.api;

import dev.circuitry.job.Jobs;
import dev.circuitry.job.LogPosition;
import dev.circuitry.job.RunEvents;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Everyone who watches a run from here. One thread looks at each watched job a few times a second,
 * however many watch it; what it finds is read and written down once. No watcher has a thread, and
 * none waits for another: whoever reads slowly is served when there is room for more. The log is
 * all that a worker and its watchers share. Safe for any number of threads.
 */
@Component
class EventStreams {
    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int MOST = 2000;

    private final Jobs jobs;
    private final RunEvents events;
    private final ConcurrentHashMap<UUID, EventFeed> feeds = new ConcurrentHashMap<>();
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        var thread = new Thread(work, "event-streams");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final ScheduledFuture<?> rounds;
    private volatile boolean isClosing;

    EventStreams(Jobs jobs, RunEvents events, MeterRegistry meters) {
        this.jobs = jobs;
        this.events = events;
        Gauge.builder("circuitry.event.watchers", open, Set::size)
                .description("Open event streams of this process")
                .register(meters);
        rounds =
                looking.scheduleWithFixedDelay(
                        this::look,
                        LOOK_EVERY.toMillis(),
                        LOOK_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Refuses one watcher too many.
     *
     * @throws ProblemException BUSY, or SERVICE_UNAVAILABLE once the service stops
     */
    void requireRoom() {
        if (isClosing) {
            throw new ProblemException(
                    ProblemCode.SERVICE_UNAVAILABLE,
                    "The service is stopping. Connect again with the last event's id.");
        }
        if (open.size() >= MOST) {
            throw new ProblemException(
                    ProblemCode.BUSY,
                    MOST + " event streams are open already. Poll the job, or try again later.");
        }
    }

    /** Streams to a client, from a place in the log on, until the job has ended. */
    void open(UUID job, LogPosition start, AsyncContext context, ServletOutputStream out) {
        var feed = feeds.computeIfAbsent(job, id -> new EventFeed(id, jobs, events));
        var stream = new EventStream(feed, start, context, out, this::closed);
        open.add(stream);
        context.addListener(stream);
        out.setWriteListener(stream);
    }

    private void closed(EventStream stream) {
        open.remove(stream);
    }

    private void look() {
        var watched = open.stream().map(EventStream::feed).collect(Collectors.toSet());
        feeds.values().removeIf(feed -> !watched.contains(feed));
        watched.forEach(feed -> whateverHappens(feed::refresh));
        open.forEach(stream -> whateverHappens(stream::serve));
    }

    /** A database that is away is waited for, and a fault of one is not to end the looking. */
    private static void whateverHappens(Runnable work) {
        try {
            work.run();
        } catch (Throwable trouble) {
            log.debug("Watchers wait", trouble);
        }
    }

    /** Before the web server waits for what is still being answered: a stream would never be. */
    @EventListener
    void close(ContextClosedEvent event) {
        isClosing = true;
        rounds.cancel(false);
        looking.shutdown();
        open.forEach(stream -> whateverHappens(stream::close));
    }
}
