package dev.circuitry.cli;

import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says that the database cannot be used, and why. */
final class DatabaseAwayAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        var reason =
                String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
        return new FailureAnalysis(
                "The database cannot be used: " + reason,
                "spring.datasource.url, username and password name it; without them a database of our own is used.",
                cause);
    }
}
