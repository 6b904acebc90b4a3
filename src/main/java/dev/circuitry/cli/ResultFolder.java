package dev.circuitry.cli;

import dev.circuitry.download.Downloads;
import dev.circuitry.download.TableFormat;
import dev.circuitry.download.WireJson;
import dev.circuitry.job.JobView;
import dev.circuitry.job.RunRecords.DecisionFilter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Leaves what came of a job in a folder: the circuit, the tables, the manifest. */
final class ResultFolder {
    private final Downloads downloads;

    ResultFolder(Downloads downloads) {
        this.downloads = downloads;
    }

    /** Something that writes a file's content. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    void write(JobView job, Path folder) {
        write(
                folder.resolve("decisions.csv"),
                out -> downloads.decisions(job.id(), DecisionFilter.ALL, TableFormat.CSV, out));
        write(folder.resolve("steps.csv"), out -> downloads.steps(job.id(), TableFormat.CSV, out));
        write(
                folder.resolve("manifest.json"),
                out ->
                        WireJson.mapper()
                                .writerWithDefaultPrettyPrinter()
                                .writeValue(out, downloads.manifest(job.id())));
    }

    private static void write(Path file, Content content) {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            content.writeTo(out);
        } catch (IOException cannot) {
            throw Refusal.failure(file + " cannot be written: " + cannot.getMessage());
        }
    }
}
