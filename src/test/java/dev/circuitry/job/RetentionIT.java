package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.spec.LabelChange;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "circuitry.jobs.retention=30d")
class RetentionIT extends ToyRoom {
    @Autowired Retention retention;

    @Test
    void whatEndedLongAgoGoesUnlessItIsKept() {
        var old = ended("old", Duration.ofDays(31));
        var kept = ended("kept", Duration.ofDays(31));
        jobs.relabel(kept, new LabelChange(null, null, null, true));
        var recent = ended("recent", Duration.ofDays(29));
        var gate = gated("old-and-running", 10);
        var running = submit("old-and-running");
        gate.awaitReached();
        age("created_at", running, Duration.ofDays(40));

        retention.sweep();

        assertThat(jobs.find(old)).isEmpty();
        assertThat(rows("decision", old)).isZero();
        assertThat(jobs.find(kept)).isPresent();
        assertThat(jobs.find(recent)).isPresent();
        assertThat(jobs.find(running)).isPresent();
        gate.open();
        awaitEnd(running);
    }

    private UUID ended(String task, Duration ago) {
        var id = submit(task);
        awaitEnd(id);
        age("finished_at", id, ago);
        return id;
    }

    private void age(String column, UUID id, Duration by) {
        jdbc.sql("UPDATE job SET " + column + " = now() - make_interval(secs => ?) WHERE id = ?")
                .params((double) by.toSeconds(), id)
                .update();
    }
}
