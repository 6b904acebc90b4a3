package dev.circuitry.download;

import dev.circuitry.job.RunRecords;
import dev.circuitry.job.RunRecords.DecisionFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;

/** Writes what runs leave behind, whole. Streams are left open. Safe for several threads. */
public final class Downloads {
    private final RunRecords records;

    /** From the records of all runs. */
    public Downloads(RunRecords records) {
        this.records = records;
    }

    /** Every decision that passes, read from the database as it is written. */
    public void decisions(UUID job, DecisionFilter filter, TableFormat format, OutputStream out)
            throws IOException {
        try (var table = new TableWriter(format, DecisionRow.COLUMNS, out)) {
            records.forEachDecision(job, filter, decision -> table.write(DecisionRow.of(decision)));
        }
    }

    /** Every complete step. */
    public void steps(UUID job, TableFormat format, OutputStream out) throws IOException {
        try (var table = new TableWriter(format, StepRow.COLUMNS, out)) {
            records.allSteps(job).forEach(step -> table.write(StepRow.of(step)));
        }
    }

    /** What produced the result; empty before the run started. */
    public Map<String, Object> manifest(UUID job) {
        return records.manifest(job);
    }
}
