package dev.circuitry.job;

import dev.circuitry.experiment.RunResult;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.spec.Labels;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a row of {@link JobViews} into a view. */
final class JobRow {
    private final ResultSet row;
    private final JobStatus status;
    private final Map<String, Object> spec;
    private final Instant until; // progress counts up to here

    private JobRow(ResultSet row) throws SQLException {
        this.row = row;
        status = JobStatus.valueOf(row.getString("status"));
        spec = StoredJson.fields(row.getString("spec"));
        @Nullable Instant finished = instant("finished_at");
        until = finished == null ? Instant.now() : finished;
    }

    static JobView view(ResultSet row, int number) throws SQLException {
        return new JobRow(row).view();
    }

    private JobView view() throws SQLException {
        return new JobView(
                row.getObject("id", UUID.class),
                request(),
                timeline(),
                row.getObject("initial_metric") == null ? null : progress(),
                outcome());
    }

    private JobView.Request request() throws SQLException {
        var labels =
                new Labels(row.getString("name"), row.getString("group_name"), strings("tags"));
        return new JobView.Request(
                spec,
                row.getString("spec_hash"),
                labels,
                strings("warnings"),
                row.getBoolean("keep"));
    }

    private JobView.Timeline timeline() throws SQLException {
        return new JobView.Timeline(
                status,
                row.getTimestamp("created_at").toInstant(),
                instant("started_at"),
                instant("finished_at"),
                status.isEnded() ? null : instant("cancel_requested_at"),
                instant("pause_requested_at"));
    }

    private JobView.Progress progress() throws SQLException {
        return new JobView.Progress(
                row.getInt("steps"),
                row.getInt("evaluations"),
                row.getInt("edges"),
                row.getDouble("metric"),
                pace());
    }

    private JobView.Pace pace() throws SQLException {
        boolean running = status == JobStatus.RUNNING;
        @Nullable Double rate = rate();
        return new JobView.Pace(
                running ? row.getString("current_node") : null,
                row.getDouble("worked_seconds") + secondsSince("attempt_started_at"),
                rate,
                running && rate != null ? eta(rate) : null);
    }

    /** Tests a second of this attempt. */
    private @Nullable Double rate() throws SQLException {
        int tests = row.getInt("evaluations") - row.getInt("attempt_evaluations");
        double seconds = secondsSince("measuring_since");
        return tests > 0 && seconds > 0 ? tests / seconds : null;
    }

    private @Nullable Double eta(double rate) throws SQLException {
        var ahead = outlook().testsAhead();
        return ahead.isPresent() ? ahead.getAsDouble() / rate : null;
    }

    private Outlook outlook() throws SQLException {
        boolean single = Boolean.TRUE.equals(spec.get("single_step"));
        int most =
                spec.get("max_num_epochs") instanceof Number n ? n.intValue() : Integer.MAX_VALUE;
        return new Outlook(
                row.getInt("initial_edges"),
                row.getInt("edges"),
                row.getInt("evaluations"),
                row.getInt("kept"),
                new Outlook.Steps(row.getInt("steps"), single ? Math.min(1, most) : most));
    }

    private JobView.Outcome outcome() throws SQLException {
        @Nullable String result = row.getString("result");
        @Nullable String code = row.getString("failure_code");
        return new JobView.Outcome(
                result == null ? null : StoredJson.read(result, RunResult.class),
                code == null
                        ? null
                        : new JobView.Failure(
                                ProblemCode.valueOf(code), row.getString("failure_detail")));
    }

    private double secondsSince(String column) throws SQLException {
        @Nullable Instant start = instant(column);
        return start == null ? 0 : Math.max(0, Duration.between(start, until).toNanos() / 1e9);
    }

    private @Nullable Instant instant(String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private List<String> strings(String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
