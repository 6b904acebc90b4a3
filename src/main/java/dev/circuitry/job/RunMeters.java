package dev.circuitry.job;

import dev.circuitry.discovery.Decision;
import dev.circuitry.job.RunRecords.TimedStep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what the runs of this process do. Safe for any number of threads. */
final class RunMeters {
    private final Counter evaluations;
    private final Timer steps;

    RunMeters(MeterRegistry registry) {
        this.evaluations =
                Counter.builder("circuitry.evaluations")
                        .description("Edges tested by the workers of this process")
                        .register(registry);
        this.steps =
                Timer.builder("circuitry.step")
                        .description("How long a visited node took")
                        .publishPercentileHistogram()
                        .register(registry);
    }

    void decided(Decision decision) {
        evaluations.increment();
    }

    void completed(TimedStep step) {
        steps.record(Duration.ofNanos(Math.round(step.elapsedSeconds() * 1e9)));
    }
}
