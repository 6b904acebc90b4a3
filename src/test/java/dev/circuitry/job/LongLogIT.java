package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.Step;
import dev.circuitry.graph.Edge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A log as long as that of GPT-2 small; the queue stands still, as nobody runs its job. */
class LongLogIT extends ToyRoom {
    private static final int STEPS = 33;
    private static final int DECISIONS_A_STEP = 1000;

    @Autowired Scheduler scheduler;
    @Autowired Ledger ledger;
    @Autowired LogRows rows;

    @BeforeEach
    void standStill() {
        scheduler.pause();
    }

    @AfterEach
    void goOn() {
        scheduler.resume();
    }

    @Test
    void aPageFromTheMiddleOfALongLogIsRight() {
        var id = submit("long");
        var ownership = ledger.claim(id).orElseThrow().ownership();
        var log = new DecisionLog(rows, ownership, new RunMeters(new SimpleMeterRegistry()));
        List<Edge> edges =
                Toy.GRAPH.edges().stream().filter(edge -> edge.type().isMeasured()).toList();
        List<Decision> made =
                IntStream.rangeClosed(1, STEPS * DECISIONS_A_STEP)
                        .mapToObj(seq -> decision(seq, edges.get(seq % edges.size())))
                        .toList();

        log.started(0, edges.size());
        for (int step = 1; step <= STEPS; step++) {
            var ofStep = made.subList((step - 1) * DECISIONS_A_STEP, step * DECISIONS_A_STEP);
            var node = ofStep.get(0).edge().receiver();
            log.visiting(step, node);
            ofStep.forEach(log::decided);
            log.completed(
                    new Step(step, node, step, edges.size(), new Step.Tally(0, DECISIONS_A_STEP)));
        }

        rows.append(ownership, log.rest());

        assertThat(rows("decision", id)).isEqualTo(made.size());
        var page =
                records.decisions(
                        id, RunRecords.DecisionFilter.ALL, PageRequest.after(16_400, 1000));
        assertThat(page.items()).isEqualTo(made.subList(16_400, 17_400));
        assertThat(page.nextCursor()).isEqualTo(Cursor.after(17_400));
        assertThat(decisions(id)).isEqualTo(made);
        jobs.cancel(id, false);
        ledger.abandon(id);
    }

    private static Decision decision(int seq, Edge edge) {
        int step = (seq - 1) / DECISIONS_A_STEP + 1;
        return new Decision(seq, step, edge, seq / 3.0, seq / 3.0 + 1e-9 * seq, false);
    }
}
