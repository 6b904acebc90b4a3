package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.testing.Soak;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** The database drops every connection again and again while jobs run. */
class CutConnectionsIT extends ToyRoom {
    private static final int JOBS = Soak.times(5, 100);
    private static final int CUTS = Soak.times(10, 200);
    private static final long BETWEEN = Duration.ofMillis(60).toNanos();

    @Test
    void nothingIsLostOrDoubled() throws SQLException {
        List<UUID> ids = IntStream.range(0, JOBS).mapToObj(i -> submit("cut")).toList();
        try (var own = POSTGRES.dataSource().getConnection();
                var cut =
                        own.prepareStatement(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            for (int i = 0; i < CUTS; i++) {
                cut.execute();
                LockSupport.parkNanos(BETWEEN);
            }
        }

        for (UUID id : ids) {
            assertThat(endOf(id).status()).isEqualTo(JobStatus.COMPLETED);
            assertLogIsThatOfAnUndisturbedRun(id);
        }
    }

    /** The test's own questions meet cut connections too. */
    private JobView endOf(UUID id) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (job(id).status().isEnded()) {
                    return job(id);
                }
            } catch (DataAccessException cut) {
                assertThat(cut).isNotInstanceOf(CannotGetJdbcConnectionException.class);
            }
            LockSupport.parkNanos(BETWEEN);
        }
        throw new AssertionError("job " + id + " did not end");
    }
}
