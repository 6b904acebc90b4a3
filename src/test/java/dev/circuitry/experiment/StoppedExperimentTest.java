package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.spec.JobSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Where a run can be stopped besides in discovery, on the smallest model there is. */
class StoppedExperimentTest {
    /** Before the model, the data, the clean and the ablated pass. */
    private static final int BEFORE_DISCOVERY = 4;

    /** Difference; full, empty and found circuit. */
    private static final int AFTER_DISCOVERY = 4;

    private final Experiments experiments = new Experiments();
    private final JobSpec spec =
            experiments
                    .specReader(id -> Optional.empty(), List.of("cpu"))
                    .read(Map.of("task", "or_gate", "zero_ablation", true, "threshold", 0.5))
                    .spec();

    /** Asked so often in one run; throws at the time given, from 1, where it comes. */
    private static final class Check implements Runnable {
        private final int last;
        private int asked;
        private int decided;
        private int beforeFirstDecision;

        Check(int last) {
            this.last = last;
        }

        @Override
        public void run() {
            if (++asked == last) {
                throw new CancellationException("stopped");
            }
        }

        DiscoveryListener listener() {
            return new DiscoveryListener() {
                @Override
                public void decided(Decision decision) {
                    beforeFirstDecision = decided++ == 0 ? asked : beforeFirstDecision;
                }
            };
        }
    }

    private Check run(int last) {
        var check = new Check(last);
        try (var experiment = experiments.assemble(spec, "cpu", check)) {
            experiment.run(null, check.listener(), UnaryOperator.identity());
        }
        return check;
    }

    @Test
    void asksBeforeEveryPassOutsideOfDiscovery() {
        var check = run(Integer.MAX_VALUE);

        assertThat(check.beforeFirstDecision).isEqualTo(BEFORE_DISCOVERY);
        assertThat(check.asked).isEqualTo(BEFORE_DISCOVERY + AFTER_DISCOVERY);
        assertThat(check.decided).isPositive();
    }

    @Test
    void stopsWhereverItIsTold() {
        for (int last = 1; last <= BEFORE_DISCOVERY + AFTER_DISCOVERY; last++) {
            int when = last;
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> run(when));
        }
        assertThat(run(BEFORE_DISCOVERY + AFTER_DISCOVERY + 1).asked)
                .isEqualTo(BEFORE_DISCOVERY + AFTER_DISCOVERY);
    }
}
