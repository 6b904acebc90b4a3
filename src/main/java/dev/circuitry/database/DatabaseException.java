package dev.circuitry.database;

import org.jspecify.annotations.Nullable;

/**
 * The database that comes along cannot be used; the message is one line, for the person who started
 * the program.
 */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    DatabaseException(String message) {
        this(message, null);
    }
}
