package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.orm.jpa.JpaSystemException;

class StorageLogTest {
    private static final RuntimeException FULL =
            new JpaSystemException(
                    new IllegalStateException(
                            "could not execute statement",
                            new SQLException(
                                    "ERROR: could not extend file: No space left on device\n  Hint: Check free disk space.",
                                    "53100")));
    private static final RuntimeException AWAY =
            new IllegalStateException("no", new SQLException("terminating connection", "57P01"));

    private final List<String> lines = new ArrayList<>();
    private final LoggerContext logs = new LoggerContext();
    private final ListAppender<ILoggingEvent> passed = new ListAppender<>();
    private Instant now = Instant.EPOCH;

    private Logger logger(String name) {
        if (logs.getTurboFilterList().isEmpty()) {
            logs.addTurboFilter(new StorageLog(lines::add, () -> now));
            passed.start();
            logs.getLogger("ROOT").addAppender(passed);
        }
        return logs.getLogger(name);
    }

    private Logger queue() {
        return logger("com.github.kagkarlsson.scheduler.Scheduler");
    }

    @Test
    void aKindOfTroubleIsOneLineWithWhatToDo() {
        for (int second = 0; second < 300; second++) {
            queue().error("Unhandled exception. Will keep running.", FULL);
            logger("org.springframework.transaction.interceptor.TransactionInterceptor")
                    .error("Application exception overridden by rollback exception", FULL);
            queue().warn("Unhandled {} of {} in {}: failure.", "a", "b", "c", AWAY);
            now = now.plusSeconds(1);
        }

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("The disk under the database or the home is full: free space on it.")
                .contains("Jobs wait")
                .contains("No space left on device Hint")
                .doesNotContain("\n");
        assertThat(lines.get(1)).startsWith("The database does not answer: start it again");
        assertThat(passed.list).isEmpty();
    }

    @Test
    void troubleThatComesAgainOrLastsIsToldAgain() {
        queue().error("x", FULL);
        now = now.plus(Duration.ofMinutes(3));
        queue().error("x", FULL);
        assertThat(lines).hasSize(2);

        for (int minute = 0; minute < 12; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            queue().error("x", FULL);
        }
        assertThat(lines).hasSize(3);
    }

    @Test
    void everythingElseIsLogged() {
        queue().error("a fault", new IllegalStateException("of the program"));
        queue().warn("a wrong statement", new SQLException("syntax", "42601"));
        queue().warn("no exception {}", 1);
        logger("dev.circuitry.job.JobRunner").error("a job failed", FULL);

        assertThat(passed.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("a fault", "a wrong statement", "no exception 1", "a job failed");
        assertThat(lines).isEmpty();
    }
}
