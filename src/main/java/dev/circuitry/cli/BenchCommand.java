package dev.circuitry.cli;

import dev.circuitry.bench.Bench;
import dev.circuitry.bench.BenchOptions;
import dev.circuitry.bench.BenchShape;
import dev.circuitry.bench.DrawnFolder;
import dev.circuitry.download.WireJson;
import dev.circuitry.experiment.models.ModelCatalogue;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.format.CheckpointFolder;
import dev.circuitry.model.format.FileHashes;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.WireName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times evaluations on this machine; a database starts for a whole job alone. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Times evaluations, in plain forward passes of the same model.",
        description = {
            "",
            "A plain forward pass runs the whole batch without hooks and unembeds each prompt's last position.",
            "Prints one JSON object: medians of repeats, and beside each cost the least that its multiply-adds",
            "allow. The first step of a run, at the output node, is always timed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  java -jar circuitry.jar bench --shape gpt2-small --states 1000,10000",
            "  java -jar circuitry.jar bench --model /data/models/gpt2 --replay decisions.csv --ablation zero"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String MODELS = "--circuitry.models.directory=";
    private static final String THREADS = "--circuitry.workers.threads=";

    private final Starter starter;

    @ArgGroup private Subject subject = new Subject();

    @Option(names = "--examples", defaultValue = "20", description = "Prompts (default: 20).")
    private int examples;

    @Option(names = "--tokens", defaultValue = "24", description = "Of each (default: 24).")
    private int tokens;

    @Option(
            names = "--ablation",
            defaultValue = "corrupted",
            description = "zero, corrupted or mean (default: corrupted).")
    private String ablation = "";

    @Option(
            names = "--metric",
            defaultValue = "kl_div",
            description =
                    "At the last position: kl_div or another of GET /tasks (default: kl_div).")
    private String metric = "";

    @Option(
            names = "--evaluator",
            defaultValue = "incremental",
            description = "incremental or full (default: incremental).")
    private String evaluator = "";

    @Option(
            names = "--threshold",
            defaultValue = "0.01",
            description = "Of the step at the output node (default: 0.01).")
    private double threshold;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Of weights, prompts and circuits (default: 0).")
    private int seed;

    @Option(
            names = "--replay",
            paramLabel = "FILE.csv",
            description = "A run's decisions, to be walked again; several may be given.")
    private List<Path> replays = List.of();

    @Option(
            names = "--states",
            split = ",",
            paramLabel = "EDGES",
            description = "Random circuits of about so many edges.")
    private List<Integer> states = List.of();

    @Option(
            names = "--job",
            description = "A whole run through queue and database too, at the threshold.")
    private boolean job;

    @Option(names = "--repeats", defaultValue = "3", description = "Of everything (default: 3).")
    private int repeats;

    @Option(
            names = "--threads",
            description =
                    "Of one operation (default: all cores; for --job, what circuitry.workers.threads gives).")
    private @Nullable Integer threads;

    BenchCommand(Starter starter) {
        this.starter = starter;
    }

    /** What model. */
    static final class Subject {
        @Option(
                names = "--shape",
                description =
                        "Weights drawn for a model like gpt2-small (the default), attn-only-4l, llama-135m or tiny.")
        private @Nullable String shape;

        @Option(names = "--model", paramLabel = "FOLDER", description = "A model's folder.")
        private @Nullable Path model;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requirePositive("--examples", examples);
        requirePositive("--tokens", tokens);
        requirePositive("--repeats", repeats);
        int ofOperation = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        requirePositive("--threads", ofOperation);
        states.forEach(state -> requirePositive("--states", state));
        var options =
                new BenchOptions(
                        examples,
                        tokens,
                        choice("--ablation", Ablation.class, ablation),
                        choice("--metric", MetricKind.class, metric),
                        choice("--evaluator", EvaluatorKind.class, evaluator),
                        threshold,
                        seed,
                        ofOperation,
                        repeats,
                        replays,
                        states);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("shape", subject.model == null ? shape().wireName() : subject.model.toString());
        starter.startOnly(ExperimentConfiguration.class).close(); // the engine's home is known then
        double plainPass;
        try {
            var source = source();
            requireFits(source);
            var graph = ModelCatalogue.graph(source.config());
            try (var bench = new Bench(source, graph, options)) {
                figures.putAll(bench.run());
                plainPass = bench.plainPassSeconds();
            }
        } catch (ProblemException wrong) {
            throw Refusal.wrongRequest(wrong.detail());
        }
        if (job) {
            figures.put("job", job(options, plainPass));
        }
        System.out.println(WireJson.mapper().writeValueAsString(figures));
        return ExitCodes.DONE;
    }

    private Map<String, Object> job(BenchOptions options, double plainPass)
            throws IOException, InterruptedException {
        if (subject.model != null) {
            var folder = subject.model.toAbsolutePath().normalize();
            return new BenchJob(service(folder.getParent()), options)
                    .run(String.valueOf(folder.getFileName()), vocabulary(), plainPass);
        }
        var models = Files.createTempDirectory("circuitry-bench");
        try {
            DrawnFolder.write(models.resolve(shape().wireName()), shape(), seed);
            return new BenchJob(service(models), options)
                    .run(shape().wireName(), vocabulary(), plainPass);
        } finally {
            FileSystemUtils.deleteRecursively(models);
        }
    }

    private Starter service(@Nullable Path models) {
        var service = starter.with(MODELS + models);
        return threads == null ? service : service.with(THREADS + threads);
    }

    private int vocabulary() {
        return source().config().dimensions().vocabulary();
    }

    private BenchShape shape() {
        return choice(
                "--shape",
                BenchShape.class,
                subject.shape == null ? BenchShape.GPT2_SMALL.wireName() : subject.shape);
    }

    private ModelSource source() {
        return subject.model == null
                ? Bench.drawn(shape(), seed)
                : CheckpointFolder.open(subject.model, new FileHashes()).source();
    }

    private void requireFits(ModelSource source) {
        int context = source.config().dimensions().context();
        if (tokens > context) {
            throw Refusal.wrongRequest(
                    "--tokens is " + tokens + ", and the model reads at most " + context + ".");
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw Refusal.wrongRequest(option + " is " + value + ". Write a number from 1 on.");
        }
    }

    private static <E extends Enum<E> & WireName> E choice(
            String option, Class<E> type, String typed) {
        return WireName.parse(type, typed)
                .orElseThrow(
                        () ->
                                Refusal.wrongRequest(
                                        option
                                                + " is "
                                                + typed
                                                + ". Choose among "
                                                + String.join(", ", WireName.names(type))
                                                + "."));
    }
}
