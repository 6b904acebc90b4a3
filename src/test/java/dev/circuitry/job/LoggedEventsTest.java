package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.Step;
import dev.circuitry.job.RunEvents.Event;
import dev.circuitry.job.RunRecords.TimedStep;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LoggedEventsTest {
    private static final int MOST = 1000;

    private static final List<Decision> DECISIONS = Toy.undisturbed().decisions;
    private static final List<TimedStep> STEPS =
            Toy.undisturbed().steps.stream().map(step -> new TimedStep(step, 0)).toList();

    @Test
    void aStepComesAfterTheLastOfItsDecisions() {
        var events = LoggedEvents.merged(LogPosition.START, DECISIONS, STEPS, MOST);

        assertThat(events).hasSize(DECISIONS.size() + STEPS.size());
        int step = 0;
        for (Event event : events) {
            if (event.decision() == null) {
                step++;
            } else {
                assertThat(event.decision().step()).isEqualTo(step + 1);
            }
        }
    }

    @Test
    void decisionsWaitForAStepThatEndedWhileTheyWereRead() {
        var read = STEPS.subList(0, 2);

        var events = LoggedEvents.merged(LogPosition.START, DECISIONS, read, MOST);

        assertThat(events.stream().map(Event::decision))
                .allMatch(decision -> decision == null || decision.step() <= 3);
        var rest = events.get(events.size() - 1).position();
        var after =
                LoggedEvents.merged(
                        rest,
                        DECISIONS.subList(rest.decisions(), DECISIONS.size()),
                        STEPS.subList(rest.steps(), STEPS.size()),
                        MOST);
        assertThat(after.stream().filter(event -> event.step() != null).map(LoggedEventsTest::seq))
                .startsWith(3);
        assertThat(events.size() + after.size()).isEqualTo(DECISIONS.size() + STEPS.size());
    }

    private static int seq(Event event) {
        Step step = Objects.requireNonNull(event.step()).step();
        return step.seq();
    }

    @Test
    void aPositionIsReadAsItIsWritten() {
        for (LogPosition position :
                List.of(LogPosition.START, new LogPosition(0, 2, 2), new LogPosition(105, 9, 3))) {
            assertThat(LogPosition.Written.read(position.toString()))
                    .contains(new LogPosition.Written(position.decisions(), position.stepsSince()));
        }
        assertThat(List.of("", "-1", "x", "12345678901"))
                .allMatch(text -> LogPosition.Written.read(text).isEmpty());
    }
}
