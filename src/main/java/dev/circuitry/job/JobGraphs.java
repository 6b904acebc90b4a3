package dev.circuitry.job;

import dev.circuitry.graph.ComputationalGraph;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The graph of any job, by its id. Safe for any number of threads. */
record JobGraphs(JdbcClient jdbc, Graphs graphs) {
    /**
     * The graph a job runs on.
     *
     * @throws dev.circuitry.problem.ProblemException NOT_FOUND
     */
    ComputationalGraph of(UUID job) {
        return jdbc.sql(
                        "SELECT spec, spec_hash, manifest -> 'graph' AS graph FROM job WHERE id = ?")
                .param(job)
                .query(
                        (row, number) ->
                                graphs.of(
                                        row.getString("spec_hash"),
                                        row.getString("spec"),
                                        row.getString("graph")))
                .optional()
                .orElseThrow(() -> JobProblems.noSuchJob(job));
    }
}
