package dev.circuitry.job;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import org.slf4j.LoggerFactory;

/** A filter of all that is logged, from here until it is closed. */
final class InstalledFilter implements AutoCloseable {
    private final TurboFilter filter;

    InstalledFilter(TurboFilter filter) {
        this.filter = filter;
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.addTurboFilter(filter);
        }
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.getTurboFilterList().remove(filter);
        }
    }
}
