package dev.circuitry.cli;

import dev.circuitry.experiment.CircuitComparison;
import dev.circuitry.job.JobStatus;
import dev.circuitry.job.JobView;
import java.nio.file.Path;
import java.util.Objects;

/** What came of a job, in a few lines. */
final class Summary {
    private Summary() {}

    static String of(JobView job, Path folder) {
        var result = Objects.requireNonNull(job.outcome().result());
        var size = result.size();
        var lines = new StringBuilder();
        lines.append(
                "%d of %d edges kept, %s %s (%s with every edge), %d evaluations in %d steps%n"
                        .formatted(
                                size.edges(),
                                size.initialEdges(),
                                job.request().spec().get("metric"),
                                result.metric().last(),
                                result.metric().initial(),
                                result.counts().evaluations(),
                                result.counts().steps()));
        if (result.knownCircuit() != null) {
            lines.append(comparison(result.knownCircuit())).append('\n');
        }
        return lines.append("Results are in ").append(folder).toString();
    }

    private static String comparison(CircuitComparison known) {
        var edges = known.edges();
        if (known.isExact()) {
            return "It is the known circuit: the same " + edges.tp() + " edges";
        }
        return "It is not the known circuit: %d of its %d edges were found, and %d others"
                .formatted(edges.tp(), edges.tp() + edges.fn(), edges.fp());
    }

    static String failure(JobView job) {
        var failure = job.outcome().failure();
        if (failure != null) {
            return failure.code().title() + ": " + failure.detail();
        }
        return job.status() == JobStatus.CANCELLED
                ? "The job was cancelled."
                : "The job ended as " + job.status().wireName() + ".";
    }
}
