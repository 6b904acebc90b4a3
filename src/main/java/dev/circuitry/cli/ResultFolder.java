package dev.circuitry.cli;

import dev.circuitry.download.Documents;
import dev.circuitry.download.Downloads;
import dev.circuitry.download.GraphForm;
import dev.circuitry.download.GraphOptions;
import dev.circuitry.download.TableFormat;
import dev.circuitry.download.WireJson;
import dev.circuitry.experiment.Experiments;
import dev.circuitry.job.JobView;
import dev.circuitry.job.RunRecords;
import dev.circuitry.job.RunRecords.DecisionFilter;
import dev.circuitry.problem.ProblemException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Leaves what came of a job in a folder: the circuit, the tables, the manifest. */
final class ResultFolder {
    private final Downloads downloads;
    private final Documents documents;
    private final List<GraphForm> forms;

    ResultFolder(RunRecords records, Experiments experiments, List<GraphForm> forms) {
        this.downloads = new Downloads(records);
        this.documents = new Documents(records, experiments);
        this.forms = forms;
    }

    /** Something that writes a file's content. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    void write(JobView job, Path folder) {
        var circuit = documents.ofRun(job, null);
        for (GraphForm form : forms) {
            try {
                write(
                        folder.resolve("circuit." + form.extension()),
                        out -> form.write(circuit, GraphOptions.DEFAULT, out));
            } catch (ProblemException tooMuch) {
                System.err.println(
                        "circuitry: no circuit." + form.extension() + ": " + tooMuch.detail());
            }
        }
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
