package dev.circuitry.job;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.circuitry.database.StorageFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Says once what the queue and transactions would say with a stack trace each time: that the
 * database fails, how and what to do. What else they have to log goes through. Safe for several
 * threads.
 */
final class StorageLog extends TurboFilter {
    /** The queue, what clears old jobs away, and what rolls their and our transactions back. */
    private static final List<String> TALKATIVE =
            List.of(
                    "com.github.kagkarlsson.scheduler",
                    "org.springframework.scheduling",
                    "org.springframework.transaction");

    /** Trouble that was away for so long is news; more than the pool waits for a connection. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private static final Duration REMINDER = Duration.ofMinutes(10);

    private final Consumer<String> report;
    private final InstantSource clock;
    private final Map<StorageFailure, Instant> seen = new EnumMap<>(StorageFailure.class);
    private final Map<StorageFailure, Instant> told = new EnumMap<>(StorageFailure.class);

    /**
     * A filter.
     *
     * @param report takes a line a kind of failure
     */
    StorageLog(Consumer<String> report, InstantSource clock) {
        this.report = report;
        this.clock = clock;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN) || !isTalkative(logger.getName())) {
            return FilterReply.NEUTRAL;
        }
        var cause = thrown == null ? lastOf(parameters) : thrown;
        Optional<StorageFailure> kind = cause == null ? Optional.empty() : StorageFailure.of(cause);
        if (cause == null || kind.isEmpty()) {
            return FilterReply.NEUTRAL;
        }
        if (isNews(kind.get())) {
            report.accept(
                    kind.get().advice()
                            + " Jobs wait, and go on by themselves. ("
                            + RunFailure.root(cause)
                            + ")");
        }
        return FilterReply.DENY;
    }

    private static boolean isTalkative(String logger) {
        return TALKATIVE.stream().anyMatch(logger::startsWith);
    }

    /** SLF4J takes a last parameter that no placeholder asks for as what was thrown. */
    private static @Nullable Throwable lastOf(Object @Nullable [] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable thrown
                ? thrown
                : null;
    }

    private synchronized boolean isNews(StorageFailure kind) {
        var now = clock.instant();
        var before = seen.put(kind, now);
        var last = told.get(kind);
        boolean news =
                before == null
                        || last == null
                        || before.plus(FORGOTTEN).isBefore(now)
                        || last.plus(REMINDER).isBefore(now);
        if (news) {
            told.put(kind, now);
        }
        return news;
    }
}
