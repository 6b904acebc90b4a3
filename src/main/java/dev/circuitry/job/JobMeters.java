package dev.circuitry.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many jobs there are of each status, all processes together; looked up once a scrape. */
final class JobMeters implements MeterBinder {
    private static final Logger log = LoggerFactory.getLogger(JobMeters.class);
    private static final long GOOD_FOR = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private @Nullable Map<JobStatus, Integer> counts;
    private long counted = System.nanoTime() - GOOD_FOR;

    JobMeters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobStatus status : JobStatus.values()) {
            Gauge.builder("circuitry.jobs", () -> count(status))
                    .tag("status", status.wireName())
                    .description("Jobs by status")
                    .register(registry);
        }
    }

    private synchronized double count(JobStatus status) {
        if (System.nanoTime() - counted >= GOOD_FOR) {
            counts = null;
            try {
                counts = counts();
            } catch (DataAccessException away) {
                log.debug("Jobs cannot be counted", away);
            } finally {
                counted = System.nanoTime(); // who waited for nothing is not to wait six times
            }
        }
        return counts == null ? Double.NaN : counts.getOrDefault(status, 0);
    }

    private Map<JobStatus, Integer> counts() {
        Map<JobStatus, Integer> found = new EnumMap<>(JobStatus.class);
        jdbc.sql("SELECT status, count(*) AS jobs FROM job GROUP BY status")
                .query(
                        row -> {
                            found.put(
                                    JobStatus.valueOf(row.getString("status")), row.getInt("jobs"));
                        });
        return found;
    }
}
