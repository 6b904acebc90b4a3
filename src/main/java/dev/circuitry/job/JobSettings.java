package dev.circuitry.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done with jobs.
 *
 * @param resumeAnywhere whether a run goes on where last digits may differ
 * @param retention how long ended jobs are kept, or null for ever
 */
@ConfigurationProperties("circuitry.jobs")
record JobSettings(@DefaultValue("false") boolean resumeAnywhere, @Nullable Duration retention) {
    JobSettings {
        if (retention != null && (retention.isNegative() || retention.isZero())) {
            throw new IllegalArgumentException(
                    "circuitry.jobs.retention must be a positive duration such as 30d, not "
                            + retention);
        }
    }
}
