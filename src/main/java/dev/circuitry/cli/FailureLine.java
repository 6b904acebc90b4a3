package dev.circuitry.cli;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line why Spring did not start, and what to do. */
final class FailureLine implements FailureAnalysisReporter {
    @Override
    public void report(FailureAnalysis analysis) {
        var action = analysis.getAction() == null ? "" : " " + analysis.getAction();
        var line = (analysis.getDescription() + action).replaceAll("\\s+", " ").strip();
        System.err.println("circuitry: " + line);
    }
}
