package dev.circuitry.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads jobs as they stand, whole pages by one query: the job's row, and beside it the last step
 * and the last decision of its log, which two indexes give. Only of a running job are the steps
 * summed.
 */
final class JobViews {
    private static final String SELECT =
            """
            SELECT j.*,
                   coalesce(last_step.seq, 0) AS steps,
                   coalesce(last_decision.seq, 0) AS evaluations,
                   coalesce(last_decision.metric, last_step.metric, initial_metric) AS metric,
                   coalesce(last_step.edges, initial_edges) - under_way.removed AS edges,
                   complete.kept + under_way.kept AS kept
            FROM job AS j
            LEFT JOIN LATERAL (
                SELECT seq, metric, edges FROM step WHERE job = j.id ORDER BY seq DESC LIMIT 1
            ) AS last_step ON true
            LEFT JOIN LATERAL (
                SELECT seq,
                       CASE WHEN step <= last_step.seq THEN last_step.metric
                            WHEN kept THEN metric_before
                            ELSE metric_after END AS metric
                FROM decision WHERE job = j.id ORDER BY seq DESC LIMIT 1
            ) AS last_decision ON true
            LEFT JOIN LATERAL (
                SELECT count(*) FILTER (WHERE kept) AS kept, count(*) FILTER (WHERE NOT kept) AS removed
                FROM decision WHERE job = j.id AND step > coalesce(last_step.seq, 0)
            ) AS under_way ON true
            LEFT JOIN LATERAL (
                SELECT coalesce(sum(kept), 0) AS kept FROM step WHERE job = j.id AND j.status = 'RUNNING'
            ) AS complete ON true
            """;

    private final JdbcClient jdbc;

    JobViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<JobView> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE j.id = ?").param(id).query(JobRow::view).optional();
    }

    /** Newest first. */
    Page<JobView> list(JobFilter filter, PageRequest page) {
        @Nullable JobStatus status = filter.status();
        var wanted =
                new Conditions()
                        .and("j.id < ?", Cursor.id(page.cursor()))
                        .and("status = ?", status == null ? null : status.name())
                        .and("task = ?", filter.task())
                        .and("model = ?", filter.model())
                        .and("group_name = ?", filter.group())
                        .and("tags @> ARRAY[?]::text[]", filter.tag());
        List<JobView> found =
                jdbc.sql(SELECT + wanted.where() + "ORDER BY j.id DESC LIMIT ?")
                        .params(
                                wanted.valuesAnd(
                                        page.limit() + 1)) // one more shows whether there is more
                        .query(JobRow::view)
                        .list();
        return Page.of(found, page.limit(), view -> Cursor.after(view.id()));
    }
}
