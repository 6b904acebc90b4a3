package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.spec.Labels;
import dev.circuitry.spec.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobListIT extends ToyRoom {
    @Test
    void listsNewestFirstPageByPage() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, submitted("listed", "pages", List.of()));
        }
        var filter = new JobFilter(null, null, null, "pages", null);

        var first = jobs.list(filter, new PageRequest(2, null));
        var second = jobs.list(filter, new PageRequest(2, first.nextCursor()));
        var third = jobs.list(filter, new PageRequest(2, second.nextCursor()));

        assertThat(idsOf(first)).isEqualTo(ids.subList(0, 2));
        assertThat(idsOf(second)).isEqualTo(ids.subList(2, 4));
        assertThat(idsOf(third)).isEqualTo(ids.subList(4, 5));
        assertThat(first.nextCursor()).matches("[A-Za-z0-9_-]+");
        assertThat(third.nextCursor()).isNull();
    }

    @Test
    void endsWhereALastPageIsFull() {
        submitted("listed", "full", List.of());
        submitted("listed", "full", List.of());

        var page =
                jobs.list(new JobFilter(null, null, null, "full", null), new PageRequest(2, null));

        assertThat(page.items()).hasSize(2);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void filtersByEveryField() {
        var tagged = submitted("filtered-1", "filters", List.of("red", "it's \"blue\""));
        var other = submitted("filtered-2", "filters", List.of("red"));
        awaitEnd(tagged);
        awaitEnd(other);

        assertThat(ids(new JobFilter(null, "filtered-1", null, null, null)))
                .containsExactly(tagged);
        assertThat(ids(new JobFilter(null, null, null, null, "it's \"blue\"")))
                .containsExactly(tagged);
        assertThat(ids(new JobFilter(null, null, null, "filters", "red")))
                .containsExactly(other, tagged);
        assertThat(ids(new JobFilter(JobStatus.COMPLETED, null, "toy-model", "filters", null)))
                .containsExactly(other, tagged);
        assertThat(ids(new JobFilter(JobStatus.FAILED, null, null, "filters", null))).isEmpty();
        assertThat(ids(new JobFilter(null, null, "another-model", null, null))).isEmpty();
        assertThat(ids(new JobFilter(null, null, null, null, "no\0tag"))).isEmpty();
    }

    @Test
    void keepsLabelsAndWarningsAndTheOrderOfTheSpecification() {
        var labels = new Labels("a name", "a group", List.of("b", "a"));
        var spec = Toy.spec("labelled", labels, Priority.NORMAL);
        var job = jobs.submit(spec, List.of("One.", "Two.")).job();

        assertThat(job.request().labels()).isEqualTo(labels);
        assertThat(job.request().warnings()).containsExactly("One.", "Two.");
        assertThat(job.request().spec().keySet())
                .containsExactly("task", "model", "threshold", "max_num_epochs", "name");
        assertThat(job.request().specHash()).matches("sha256:[0-9a-f]{64}");
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.progress()).isNull();
    }

    @Test
    void namesTheCursorItCannotRead() {
        assertThatThrownBy(() -> jobs.list(JobFilter.ALL, new PageRequest(5, "not a cursor")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETER);
                            assertThat(problem.violations())
                                    .extracting(Violation::pointer)
                                    .containsExactly("cursor");
                        });
    }

    private UUID submitted(String task, @Nullable String group, List<String> tags) {
        var labels = new Labels(null, group, tags);
        return jobs.submit(Toy.spec(task, labels, Priority.NORMAL), List.of()).job().id();
    }

    private List<UUID> ids(JobFilter filter) {
        return idsOf(jobs.list(filter, new PageRequest(100, null)));
    }

    private static List<UUID> idsOf(Page<JobView> page) {
        return page.items().stream().map(JobView::id).toList();
    }
}
