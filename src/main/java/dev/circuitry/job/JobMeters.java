package dev.circuitry.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many jobs there are of each status, all processes together; looked up once a scrape. */
final class JobMeters implements MeterBinder {
    private static final long GOOD_FOR = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private Map<JobStatus, Integer> counts = Map.of();
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

    private synchronized int count(JobStatus status) {
        if (System.nanoTime() - counted >= GOOD_FOR) {
            counts = counts();
            counted = System.nanoTime();
        }
        return counts.getOrDefault(status, 0);
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
