package dev.circuitry.api;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.Edge;
import dev.circuitry.graph.Node;
import dev.circuitry.graph.SubgraphReader;
import dev.circuitry.job.JobStatus;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.RunRecords;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.spec.JobSpec;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the circuit that a client names: a job's, the known one, all edges, none, or rows of its
 * own.
 */
@Component
class PostedCircuit {
    private static final String POINTER = "#/circuit";

    private final Jobs jobs;
    private final RunRecords records;
    private final Experiments experiments;

    PostedCircuit(Jobs jobs, RunRecords records, Experiments experiments) {
        this.jobs = jobs;
        this.records = records;
        this.experiments = experiments;
    }

    /**
     * The circuit on a specification's graph.
     *
     * @param posted text or rows
     * @throws ProblemException INVALID_SPEC naming the field and what it takes
     */
    Circuit on(ComputationalGraph graph, JobSpec spec, Object posted) {
        if (posted instanceof List<?> rows) {
            return new SubgraphReader(graph).fromRows(rows, POINTER);
        }
        return switch (posted.toString()) {
            case "full" -> graph.full();
            case "empty" -> graph.empty();
            case "known" ->
                    experiments
                            .knownCircuit(spec, graph)
                            .orElseThrow(
                                    () ->
                                            invalid(
                                                    "is \"known\", but no circuit of the task "
                                                            + spec.subject().task()
                                                            + " is known."));
            default -> ofJob(graph, posted.toString());
        };
    }

    private Circuit ofJob(ComputationalGraph graph, String id) {
        var job =
                Links.parse(id)
                        .flatMap(jobs::find)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "must be a job's id, \"known\", \"full\", \"empty\" or rows, but is \""
                                                        + (id.length() > 60
                                                                ? id.substring(0, 60) + "…"
                                                                : id)
                                                        + "\"."));
        if (job.status() == JobStatus.QUEUED) {
            throw invalid("is of a job that has not run yet: it has no circuit so far.");
        }
        List<Edge> edges =
                records.circuit(job.id(), null)
                        .circuit()
                        .edges()
                        .map(edge -> same(graph, edge))
                        .toList();
        return Circuit.of(graph, edges);
    }

    private static Edge same(ComputationalGraph graph, Edge edge) {
        Optional<Node> sender = graph.node(edge.sender().name());
        Optional<Node> receiver = graph.node(edge.receiver().name());
        return sender.flatMap(from -> receiver.flatMap(to -> graph.edge(from, to)))
                .orElseThrow(
                        () ->
                                invalid(
                                        "is of a job on another graph: here is no edge "
                                                + edge
                                                + "."));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(
                ProblemCode.INVALID_SPEC,
                "One rule is broken: see errors for circuit.",
                List.of(new Violation(POINTER, detail)));
    }
}
