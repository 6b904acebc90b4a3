package dev.circuitry.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a database, or the disk under it, fails without any fault of the one who asks it, so that
 * asking again later is right; told by SQL states (PostgreSQL's manual, appendix A).
 */
public enum StorageFailure {
    /** No room is left for what is written. */
    DISK_FULL("The disk under the database or the home is full: free space on it."),
    /** It is not there, is about to go or does not let anybody in. */
    NO_ANSWER(
            "The database does not answer: start it again (the one that comes along starts with circuitry)."),
    /** It is there and cannot work. */
    IN_TROUBLE("The database cannot work: its log says why.");

    private static final int DEEPEST = 20;

    private final String advice;

    StorageFailure(String advice) {
        this.advice = advice;
    }

    /** What is wrong and what to do about it, a sentence. */
    public String advice() {
        return advice;
    }

    /** What an exception or one of its causes says; empty where the database is not to blame. */
    public static Optional<StorageFailure> of(Throwable failure) {
        return causes(failure).map(StorageFailure::ofOne).filter(Objects::nonNull).findFirst();
    }

    /** An exception and what lies under it. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    private static @Nullable StorageFailure ofOne(Throwable failure) {
        var message = String.valueOf(failure.getMessage());
        if (message.contains("No space left")) { // the system's words, whoever tells them
            return DISK_FULL;
        }
        return failure instanceof SQLException ofDatabase ? ofSql(ofDatabase, message) : null;
    }

    private static @Nullable StorageFailure ofSql(SQLException failure, String message) {
        var state = String.valueOf(failure.getSQLState());
        if (state.equals("53100")) {
            return DISK_FULL;
        }
        if (failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || (failure.getSQLState() == null && message.contains("onnection"))) {
            return NO_ANSWER;
        }
        return state.startsWith("53") || state.startsWith("58") ? IN_TROUBLE : null;
    }
}
