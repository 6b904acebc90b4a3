package dev.circuitry.cli;

import dev.circuitry.bench.BenchOptions;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.job.JobStatus;
import dev.circuitry.job.Jobs;
import dev.circuitry.job.RunEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A whole discovery through queue and database, on prompts drawn as the bench draws them. */
record BenchJob(Starter starter, BenchOptions options) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /**
     * Runs it.
     *
     * @param model that jobs can name
     * @param vocabulary of its input
     * @param plainPass seconds of a plain forward pass
     * @return the figures by the names under which they are told
     */
    Map<String, Object> run(String model, int vocabulary, double plainPass)
            throws InterruptedException, IOException {
        try (var context = starter.startQuietly()) {
            var jobs = context.getBean(Jobs.class);
            var watch = new JobWatch(jobs, context.getBean(RunEvents.class));
            context.addApplicationListener(watch);
            var reading = context.getBean(SpecReader.class).read(fields(model, vocabulary));
            var submitted = jobs.submit(reading.spec(), reading.details()).job();
            try (var display = ProgressDisplay.forThisOutput("bench")) {
                var ended = watch.await(submitted, display);
                var result = ended.outcome().result();
                if (ended.status() != JobStatus.COMPLETED || result == null) {
                    throw Refusal.failure(Summary.failure(ended));
                }
                var timeline = ended.timeline();
                double seconds =
                        Duration.between(timeline.startedAt(), timeline.finishedAt()).toNanos()
                                / 1e9;
                int evaluations = result.counts().evaluations();
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("threshold", options.threshold());
                figures.put("evaluations", evaluations);
                figures.put("edges", result.size().edges());
                figures.put("steps", result.counts().steps());
                figures.put("seconds", seconds);
                figures.put("cost_per_evaluation", seconds / evaluations / plainPass);
                figures.put("peak_memory_bytes", peakMemoryBytes());
                return figures;
            }
        }
    }

    private Map<String, Object> fields(String model, int vocabulary) {
        var random = new Random(options.seed());
        Map<String, Object> dataset = new LinkedHashMap<>();
        dataset.put("clean_tokens", prompts(random, vocabulary));
        dataset.put("corrupted_tokens", prompts(random, vocabulary));
        if (options.metric().readsAnswers()) {
            dataset.put("answer_tokens", tokens(random, vocabulary, options.examples()));
        }
        if (options.metric().readsWrongAnswers()) {
            dataset.put("wrong_answer_tokens", tokens(random, vocabulary, options.examples()));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", "custom");
        fields.put("model", model);
        fields.put("dataset", dataset);
        fields.put("threshold", options.threshold());
        fields.put("metric", options.metric().wireName());
        fields.put("ablation", options.ablation().wireName());
        fields.put("evaluator", options.evaluator().wireName());
        fields.put("rerun", true);
        return fields;
    }

    private List<List<Integer>> prompts(Random random, int vocabulary) {
        return Stream.generate(() -> tokens(random, vocabulary, options.tokens()))
                .limit(options.examples())
                .toList();
    }

    private static List<Integer> tokens(Random random, int vocabulary, int count) {
        return random.ints(count, 0, vocabulary).boxed().toList();
    }

    /** The process's, native memory included; 0 where the system does not tell. */
    private static long peakMemoryBytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        }
    }
}
