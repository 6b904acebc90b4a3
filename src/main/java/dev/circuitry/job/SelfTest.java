package dev.circuitry.job;

import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.experiment.CircuitComparison;
import dev.circuitry.experiment.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows at each start that this build finds a circuit that is known on each device of its workers:
 * tracr-reverse, whose 15 edges are compiled in. Before the workers start, so that it shares no
 * device with a run.
 */
final class SelfTest implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(SelfTest.class);
    private static final Map<String, Object> JOB =
            Map.of("task", "tracr-reverse", "threshold", 0.05, "ablation", "zero");

    private final Workbench workbench;
    private final List<String> devices;
    private final Map<String, Object> passed = new ConcurrentSkipListMap<>();
    private final Map<String, String> failed = new ConcurrentSkipListMap<>();

    /**
     * A test that has not run yet.
     *
     * @param devices of this process's workers
     */
    SelfTest(Workbench workbench, List<String> devices) {
        this.workbench = workbench;
        this.devices = devices.stream().distinct().toList();
    }

    /** Runs it on one device after the other. */
    void run() {
        for (String device : devices) {
            try {
                passed.put(device, onDevice(device));
            } catch (Throwable failure) { // whatever it is, the workers start and this says it
                failed.put(device, RunFailure.root(failure));
                log.error("The self-test failed on {}", device, failure);
            }
        }
    }

    private Map<String, Object> onDevice(String device) {
        long began = System.nanoTime();
        try (var run = workbench.assemble(workbench.spec(JOB), device, () -> {})) {
            RunResult result = run.run(null, DiscoveryListener.NONE, UnaryOperator.identity());
            CircuitComparison known = Objects.requireNonNull(result.knownCircuit());
            if (!known.isExact()) {
                throw new IllegalStateException(
                        "found %d of the %d edges of tracr-reverse, and %d others"
                                .formatted(
                                        known.edges().tp(),
                                        known.edges().tp() + known.edges().fn(),
                                        known.edges().fp()));
            }
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("edges", result.size().edges());
            figures.put("seconds", (System.nanoTime() - began) / 1e9);
            return figures;
        }
    }

    @Override
    public Health health() {
        if (!failed.isEmpty()) {
            return Health.down().withDetails(passed).withDetails(failed).build();
        }
        boolean isDone = passed.size() == devices.size();
        return (isDone ? Health.up() : Health.unknown()).withDetails(passed).build();
    }
}
