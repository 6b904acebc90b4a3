package dev.circuitry.api;

import dev.circuitry.job.JobStatus;
import dev.circuitry.job.LogPosition;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client who watches a job. Writes only what the connection takes at once and keeps no thread
 * waiting; what it has not taken yet lies in the log. Safe for several threads.
 */
final class EventStream implements WriteListener, AsyncListener {
    private static final String STILL_HERE = ":\n\n";
    private static final long LONGEST_SILENCE = Duration.ofSeconds(15).toNanos();

    private final EventFeed feed;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<EventStream> closed;
    private LogPosition position;
    private @Nullable JobStatus told;
    private long wrote = System.nanoTime();
    private boolean mayWrite; // not before the container says so
    private boolean unflushed;
    private boolean over;
    private volatile boolean leaving; // told to end while another thread writes
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * @param start where it begins
     * @param closed told once it is over
     */
    EventStream(
            EventFeed feed,
            LogPosition start,
            AsyncContext context,
            ServletOutputStream out,
            Consumer<EventStream> closed) {
        this.feed = feed;
        this.position = start;
        this.context = context;
        this.out = out;
        this.closed = closed;
    }

    EventFeed feed() {
        return feed;
    }

    @Override
    public void onWritePossible() {
        turn.lock();
        try {
            mayWrite = true;
            write();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Writes what there is, as far as the connection takes it; nothing where another thread does so
     * already, as for whoever reads a long log from its start.
     */
    void serve() {
        if (turn.tryLock()) {
            try {
                write();
            } finally {
                turn.unlock();
            }
        }
    }

    private void write() {
        if (over || !mayWrite) {
            return;
        }
        try {
            while (!over && !leaving && out.isReady()) {
                if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else if (!writeNext()) {
                    return;
                }
            }
            mayWrite = over; // the container says when there is room again
        } catch (IOException | RuntimeException gone) {
            close(); // whoever comes back says where it was
        }
    }

    /** Whether there was something to write. */
    private boolean writeNext() throws IOException {
        var view = feed.view();
        if (view == null) {
            close();
            return false;
        }
        boolean isNews = view.status() != told;
        if (isNews && !view.status().isEnded()) {
            told = view.status();
            return write(EventFeed.status(view, position));
        }
        var part = feed.after(position, view);
        if (!part.isEmpty()) {
            position = part.to();
            return write(part.text());
        }
        if (isNews) { // an end comes after all that led to it
            told = view.status();
            return write(EventFeed.status(view, position));
        }
        if (view.status().isEnded()) {
            close();
            return false;
        }
        return System.nanoTime() - wrote > LONGEST_SILENCE && write(STILL_HERE);
    }

    private boolean write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        unflushed = true;
        wrote = System.nanoTime();
        return true;
    }

    /** Ends it. */
    void close() {
        leaving = true;
        turn.lock();
        try {
            if (!over) {
                over = true;
                closed.accept(this);
                context.complete();
            }
        } catch (IllegalStateException gone) { // the container was faster
            over = true;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void onError(Throwable broken) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
