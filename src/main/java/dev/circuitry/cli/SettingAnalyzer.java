package dev.circuitry.cli;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Lets a setting of ours that breaks its own rule end in what the rule says. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingAnalyzer extends AbstractFailureAnalyzer<BindException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof IllegalArgumentException rule
                    && String.valueOf(rule.getMessage()).startsWith("circuitry.")) {
                return new FailureAnalysis(String.valueOf(rule.getMessage()), null, cause);
            }
        }
        return null; // for Spring's own analyzer
    }
}
