package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.Step;
import dev.circuitry.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRecordsIT extends ToyRoom {
    @Test
    void readsProgressFromTheLog() {
        var id = submit("progress");
        var progress = progress(awaitEnd(id));

        List<Step> steps = Toy.undisturbed().steps;
        var last = steps.get(steps.size() - 1);
        assertThat(progress.steps()).isEqualTo(last.seq());
        assertThat(progress.evaluations()).isEqualTo(Toy.undisturbed().decisions.size());
        assertThat(progress.edges()).isEqualTo(last.edges());
        assertThat(progress.metric()).isEqualTo(last.metric());
        assertThat(progress.pace().currentNode()).isNull();
        assertThat(progress.pace().etaSeconds()).isNull();
        assertThat(progress.pace().evaluationsPerSecond()).isPositive();
    }

    @Test
    void foldsTheLogIntoACircuit() {
        var id = submit("circuit");
        var result = result(awaitEnd(id));

        var last = records.circuit(id, null);
        var third = records.circuit(id, 3);
        var steps = records.allSteps(id);
        assertThat(last.circuit().size()).isEqualTo(result.size().edges());
        assertThat(last.metric()).isEqualTo(result.metric().last());
        assertThat(last.effects().keySet()).allMatch(last.circuit()::contains);
        assertThat(third.circuit().size()).isEqualTo(steps.get(2).step().edges());
        assertThat(third.metric()).isEqualTo(steps.get(2).step().metric());
        assertProblem(ProblemCode.INVALID_PARAMETER, () -> records.circuit(id, steps.size() + 1));
    }

    @Test
    void showsARunningJobAsFarAsItGot() {
        var gate = gated("half-way", 30);
        var id = submit("half-way");
        gate.awaitReached();
        var progress = progress(job(id));

        assertThat(progress.pace().currentNode()).isNotNull();
        assertThat(progress.evaluations()).isLessThan(30);
        assertThat(records.circuit(id, null).circuit().size()).isEqualTo(progress.edges());
        assertThat(records.circuit(id, null).metric()).isEqualTo(progress.metric());
        assertThat(records.manifest(id)).containsEntry("weights", "none");
        gate.open();
        assertThat(awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void pagesAndFiltersDecisions() {
        var id = submit("pages");
        awaitEnd(id);
        List<Decision> all = Toy.undisturbed().decisions;

        var first = records.decisions(id, RunRecords.DecisionFilter.ALL, new PageRequest(7, null));
        var second =
                records.decisions(
                        id,
                        RunRecords.DecisionFilter.ALL,
                        new PageRequest(1000, first.nextCursor()));
        List<Decision> joined = new ArrayList<>(first.items());
        joined.addAll(second.items());
        assertThat(joined).isEqualTo(all);
        assertThat(second.nextCursor()).isNull();

        var some = all.get(all.size() / 2);
        var filter =
                new RunRecords.DecisionFilter(
                        some.step(), some.kept(), some.edge().receiver().name(), null);
        List<Decision> found = new ArrayList<>();
        records.forEachDecision(id, filter, found::add);
        assertThat(found)
                .isEqualTo(
                        all.stream()
                                .filter(one -> one.step() == some.step())
                                .filter(one -> one.kept() == some.kept())
                                .toList());
    }
}
