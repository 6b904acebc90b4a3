package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final Outlook.Steps UNLIMITED = new Outlook.Steps(5, 100_000);

    @Test
    void saysNothingBeforeATenthIsSettled() {
        assertThat(new Outlook(1000, 950, 99, 49, UNLIMITED).testsAhead()).isEmpty();
        assertThat(new Outlook(1000, 950, 100, 50, UNLIMITED).testsAhead()).isPresent();
    }

    @Test
    void expectsUntestedEdgesToBePrunedAsOftenAsBefore() {
        // 1000 edges: 200 tested, 50 of them kept, and 300 pruned; 500 are untested
        var outlook = new Outlook(1000, 550, 200, 50, UNLIMITED);

        assertThat(outlook.testsAhead()).hasValue(500 * 200.0 / 500);
    }

    @Test
    void expectsNothingAtTheEnd() {
        assertThat(new Outlook(100, 20, 60, 20, UNLIMITED).testsAhead()).hasValue(0);
    }

    @Test
    void endsAtTheLimitOfVisitedNodes() {
        var outlook = new Outlook(1000, 550, 200, 50, new Outlook.Steps(5, 6));

        assertThat(outlook.testsAhead()).hasValue(200 / 5.0);
    }
}
