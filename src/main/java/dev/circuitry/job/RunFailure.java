package dev.circuitry.job;

import dev.circuitry.database.StorageFailure;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** What an exception says about a run. */
final class RunFailure {
    private static final int LONGEST_DETAIL = 500;
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}]+");

    /** How the engine's allocators complain, on either kind of device. */
    private static final Pattern ALLOCATION =
            Pattern.compile("out of memory|not enough memory|can't allocate memory");

    private RunFailure() {}

    /** The failure as the job's user sees it, on one line. */
    static JobView.Failure of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return new JobView.Failure(problem.code(), oneLine(problem.detail()));
        }
        if (causes(failure).anyMatch(RunFailure::isLackOfMemory)) {
            return new JobView.Failure(
                    ProblemCode.OUT_OF_MEMORY, "Memory ran out: " + describe(failure));
        }
        return new JobView.Failure(ProblemCode.RUN_FAILED, describe(failure));
    }

    /** Whether it is the database that failed, so that the job is to be tried again. */
    static boolean isOfStorage(Throwable failure) {
        return failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof NonTransientDataAccessResourceException
                || failure instanceof TransactionException
                || StorageFailure.of(failure).isPresent();
    }

    private static boolean isLackOfMemory(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return failure instanceof OutOfMemoryError || ALLOCATION.matcher(message).find();
    }

    /** What lies at the bottom of a failure, on one line. */
    static String root(Throwable failure) {
        return describe(causes(failure).reduce(failure, (upper, cause) -> cause));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
    }

    private static String describe(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return oneLine(
                failure.getMessage() == null ? name + "." : name + ": " + failure.getMessage());
    }

    private static String oneLine(String text) {
        String line = GAPS.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL - 1) + "…";
    }
}
