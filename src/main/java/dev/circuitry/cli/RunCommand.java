package dev.circuitry.cli;

import dev.circuitry.download.GraphForm;
import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.job.JobStatus;
import dev.circuitry.job.JobView;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.RunEvents;
import dev.circuitry.job.RunRecords;
import dev.circuitry.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs jobs on this machine, without a service, and leaves their results in a folder. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Runs a job without a service and leaves its results in a folder.",
        description = {
            "",
            "Leaves circuit.json, circuit.png, decisions.csv, steps.csv and manifest.json in DIR;",
            "with several specs, in a folder each.",
            "Ctrl-C cancels it. What it prints: size and metric of the circuit, and whether it is",
            "the known one.",
            ""
        },
        footer = {
            "",
            "SPEC.json holds the fields of POST /jobs. The smallest:",
            "  {\"task\": \"tracr-reverse\", \"threshold\": 0.05}",
            "",
            "Exit codes: 0 done, 1 the job failed, 2 the request was wrong."
        })
final class RunCommand implements Callable<Integer> {
    private final Starter starter;

    @Parameters(arity = "1..*", paramLabel = "SPEC.json", description = "What to run.")
    private List<Path> specs = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the results go; made if it is not there.")
    private Path out = Path.of(".");

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "Forms of the circuit, as GET /jobs/{id}/graph has them (default: json,png).")
    private List<String> formats = List.of("json", "png");

    RunCommand(Starter starter) {
        this.starter = starter;
    }

    /** A specification that was read and found right. */
    private record Request(SpecFile file, SpecReader.Reading reading) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var forms = formats.stream().map(RunCommand::form).toList();
        var files = new ArrayList<SpecFile>();
        specs.forEach(path -> files.add(SpecFile.read(path)));
        refuseEqualNames(files);
        if (files.stream().noneMatch(SpecFile::namesStoredData)) { // mistakes are seen at once
            try (var context = starter.startOnly(ExperimentConfiguration.class)) {
                read(files, context.getBean(SpecReader.class));
            }
        }
        makeFolder(out);
        try (var context = starter.startQuietly()) {
            return run(read(files, context.getBean(SpecReader.class)), forms, context);
        }
    }

    /** Results of several specs lie in a folder each, named after the file. */
    private static void refuseEqualNames(List<SpecFile> files) {
        var names = new HashSet<String>();
        for (SpecFile file : files) {
            var name = String.valueOf(file.path().getFileName());
            if (!names.add(name)) {
                throw Refusal.wrongRequest(
                        "Two specs are named "
                                + name
                                + ", and each has its results in a folder of that name. Rename one, or run"
                                + " them one after the other with an --out each.");
            }
        }
    }

    private static List<Request> read(List<SpecFile> files, SpecReader reader) {
        List<Request> requests = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (SpecFile file : files) {
            try {
                requests.add(new Request(file, reader.read(file.fields())));
            } catch (ProblemException problem) {
                wrong.add(file.path() + ": " + problem.code().title().toLowerCase(Locale.ROOT));
                if (problem.violations().isEmpty()) {
                    wrong.add("  " + problem.detail());
                }
                problem.violations()
                        .forEach(
                                violation ->
                                        wrong.add(
                                                "  "
                                                        + violation.pointer().substring(2)
                                                        + ": "
                                                        + violation.detail()));
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.wrongRequest(String.join("\n", wrong));
        }
        return requests;
    }

    private int run(
            List<Request> requests, List<GraphForm> forms, ConfigurableApplicationContext context)
            throws IOException, InterruptedException {
        var jobs = context.getBean(Jobs.class);
        var watch = new JobWatch(jobs, context.getBean(RunEvents.class));
        context.addApplicationListener(watch);
        var results =
                new ResultFolder(
                        context.getBean(RunRecords.class),
                        context.getBean(Experiments.class),
                        forms);
        int code = ExitCodes.DONE;
        for (Request request : requests) {
            request.reading()
                    .details()
                    .forEach(warning -> System.err.println("warning: " + warning));
            var submitted = submit(jobs, request);
            JobView ended;
            try (var display = ProgressDisplay.forThisOutput(request.file().stem())) {
                ended = watch.await(submitted, display);
            }
            if (ended.status() == JobStatus.COMPLETED) {
                var folder = requests.size() == 1 ? out : out.resolve(request.file().stem());
                makeFolder(folder);
                results.write(ended, folder);
                System.out.println(Summary.of(ended, folder));
            } else {
                System.err.println("circuitry: " + Summary.failure(ended));
                code = ExitCodes.FAILED;
            }
        }
        return code;
    }

    /** The job, which goes on where the same specification was posted before. */
    private static JobView submit(Jobs jobs, Request request) {
        var submission = jobs.submit(request.reading().spec(), request.reading().details());
        var job = submission.job();
        if (submission.deduplicated()) {
            System.err.println(
                    "circuitry: the same specification was posted before, and this is "
                            + (job.status() == JobStatus.COMPLETED
                                    ? "what it found"
                                    : "its job, which was " + job.status().wireName())
                            + " (\"rerun\": true runs it anew)");
        }
        return job.status() == JobStatus.PAUSED ? jobs.resume(job.id()) : job;
    }

    private static GraphForm form(String name) {
        return GraphForm.named(name)
                .orElseThrow(
                        () ->
                                Refusal.wrongRequest(
                                        "There is no format "
                                                + name
                                                + ". Choose among "
                                                + String.join(
                                                        ", ",
                                                        GraphForm.ALL.stream()
                                                                .map(GraphForm::name)
                                                                .toList())
                                                + "."));
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException cannot) {
            throw Refusal.wrongRequest(
                    "The folder " + folder + " cannot be made: " + cannot.getMessage());
        }
    }
}
