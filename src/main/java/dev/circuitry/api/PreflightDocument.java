package dev.circuitry.api;

import dev.circuitry.experiment.Preflight;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.experiment.models.ModelListing;
import dev.circuitry.job.CanonicalSpec;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import java.util.List;
import java.util.Map;

/**
 * What a job would be, as clients see it.
 *
 * @param spec every default filled in
 * @param specHash the fingerprint of what decides its numbers
 */
record PreflightDocument(
        Map<String, Object> spec,
        String specHash,
        List<WarningDocument> warnings,
        Preflight.DataSummary data,
        ModelDocument model,
        Preflight.Baselines baselines,
        Preflight.Estimate estimate) {
    /** Something to know; examples are rows, from 1. */
    record WarningDocument(WarningCode code, String detail, List<Integer> examples) {
        static WarningDocument of(Warning warning) {
            return new WarningDocument(warning.code(), warning.detail(), warning.examples());
        }
    }

    static PreflightDocument of(
            SpecReader.Reading reading,
            CanonicalSpec canonical,
            ModelListing model,
            Preflight preflight) {
        return new PreflightDocument(
                canonical.fields(),
                canonical.hash(),
                reading.warnings().stream().map(WarningDocument::of).toList(),
                preflight.data(),
                ModelDocument.of(model),
                preflight.baselines(),
                preflight.estimate());
    }
}
