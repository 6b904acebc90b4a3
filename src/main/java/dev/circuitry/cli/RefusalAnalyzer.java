package dev.circuitry.cli;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets a refused start end in the refusal's message. */
final class RefusalAnalyzer extends AbstractFailureAnalyzer<Refusal> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Refusal cause) {
        return new FailureAnalysis(cause.text(), null, cause);
    }
}
