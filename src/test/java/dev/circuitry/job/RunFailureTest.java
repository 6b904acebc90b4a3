package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;

class RunFailureTest {
    @Test
    void keepsAProblemsCodeAndDetail() {
        var problem = new ProblemException(ProblemCode.NON_FINITE_METRIC, "The metric is NaN.");

        assertThat(RunFailure.of(problem))
                .isEqualTo(
                        new JobView.Failure(ProblemCode.NON_FINITE_METRIC, "The metric is NaN."));
    }

    @Test
    void knowsLackOfMemoryByTypeOrBySaying() {
        assertThat(RunFailure.of(new CompletionException(new OutOfMemoryError())).code())
                .isEqualTo(ProblemCode.OUT_OF_MEMORY);
        assertThat(RunFailure.of(new IllegalStateException("CUDA out of memory.")).code())
                .isEqualTo(ProblemCode.OUT_OF_MEMORY);
        assertThat(RunFailure.of(new Error("DefaultCPUAllocator: can't allocate memory")).code())
                .isEqualTo(ProblemCode.OUT_OF_MEMORY);
    }

    @Test
    void putsAnythingElseOnOneShortLine() {
        var failure = RunFailure.of(new IllegalStateException("a\n\tb\0c" + "x".repeat(1000)));

        assertThat(failure.code()).isEqualTo(ProblemCode.RUN_FAILED);
        assertThat(failure.detail()).startsWith("IllegalStateException: a b cx").hasSize(500);
    }

    @Test
    void tellsTheDatabasesFailuresFromTheRuns() {
        assertThat(RunFailure.isOfStorage(new DataAccessResourceFailureException("gone"))).isTrue();
        assertThat(RunFailure.isOfStorage(new CannotCreateTransactionException("gone"))).isTrue();
        assertThat(RunFailure.isOfStorage(new DataIntegrityViolationException("NaN"))).isFalse();
        assertThat(RunFailure.isOfStorage(new IllegalStateException())).isFalse();
        var full = new SQLException("could not extend file: No space left on device", "53100");
        assertThat(RunFailure.isOfStorage(new JpaSystemException(new RuntimeException(full))))
                .isTrue();
        var copying = new IOException("No space left on device"); // the engine's native files
        assertThat(RunFailure.isOfStorage(new IllegalStateException("not extracted", copying)))
                .isTrue();
        assertThat(RunFailure.isOfStorage(new RuntimeException(new SQLException("bad", "22003"))))
                .isFalse();
    }
}
