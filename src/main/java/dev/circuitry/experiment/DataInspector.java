package dev.circuitry.experiment;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Sampling;
import dev.circuitry.task.PromptPairs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the rows of a specification, before any tensor, and holds them against it. */
final class DataInspector implements SpecReader.DataInspection {
    private final Experiments experiments;

    DataInspector(Experiments experiments) {
        this.experiments = experiments;
    }

    @Override
    public JobSpec inspect(JobSpec spec, List<Warning> warnings) {
        requireRoom(spec);
        experiments.contentHash(spec); // reads large files now, when no database connection waits
        var rows = experiments.rowsOf(spec);
        var subject = spec.subject();
        if (subject.custom() != null && subject.custom().knownCircuit() != null) {
            experiments.knownCircuit(spec, experiments.graphOf(spec)); // says what is no edge
        }
        requireRoom(spec, rows.validation(), warnings);
        warnings.addAll(rows.notes().warnings());
        compare(spec, rows.validation(), warnings);
        var sizes =
                new Sampling(
                        rows.validation().rows(),
                        rows.validation().length(),
                        subject.sampling().seed());
        return spec.with(subject.with(sizes));
    }

    private void requireRoom(JobSpec spec) {
        var need = experiments.memoryNeed(spec);
        if (need.bytes() > need.budget()) {
            throw invalid(
                    "model",
                    "needs %,d bytes for its weights in %s, but circuitry.models.memory allows %,d. Raise it, or take a smaller model."
                            .formatted(
                                    need.bytes(),
                                    spec.measure().precision().wireName(),
                                    need.budget()));
        }
    }

    private void requireRoom(JobSpec spec, PromptPairs pairs, List<Warning> warnings) {
        var fit = experiments.fit(spec, pairs);
        var precision = spec.measure().precision().wireName();
        if (!fit.isEnough()) {
            throw invalid(
                    spec.subject().custom() == null ? "num_examples" : "dataset",
                    "needs %,d bytes for the logits of %,d prompts of %,d tokens and the activations of %s in %s, but circuitry.workers.memory allows %,d. Raise it, or take fewer or shorter prompts."
                            .formatted(
                                    fit.bytes(),
                                    pairs.rows(),
                                    pairs.length(),
                                    fit.rowsAtOnce() == 1
                                            ? "one of them"
                                            : "%,d of them".formatted(fit.rowsAtOnce()),
                                    precision,
                                    fit.budget()));
        }
        if (fit.rowsAtOnce() < pairs.rows()) {
            warnings.add(
                    new Warning(
                            WarningCode.BATCH_SPLIT,
                            "The activations of %,d prompts of %,d tokens in %s need %,d bytes, and circuitry.workers.memory allows %,d: %,d prompts are worked through at once, which takes several times as long. Raise it, or take fewer prompts."
                                    .formatted(
                                            pairs.rows(),
                                            pairs.length(),
                                            precision,
                                            fit.memory().beside(pairs.rows()),
                                            fit.budget(),
                                            fit.rowsAtOnce()),
                            List.of()));
        }
    }

    private static ProblemException invalid(String field, String detail) {
        return new ProblemException(
                ProblemCode.INVALID_SPEC,
                "One rule is broken: see errors for " + field + ".",
                List.of(new Violation("#/" + field, detail)));
    }

    /** Where nothing is corrupted, corrupted ablation changes nothing. */
    private static void compare(JobSpec spec, PromptPairs pairs, List<Warning> warnings) {
        int[][] corrupted = pairs.corrupted();
        if (corrupted == null) {
            return;
        }
        var equal =
                IntStream.range(0, pairs.rows())
                        .filter(row -> Arrays.equals(pairs.clean()[row], corrupted[row]))
                        .map(row -> row + 1)
                        .boxed()
                        .toList();
        if (equal.isEmpty()) {
            return;
        }
        boolean all = equal.size() == pairs.rows();
        if (all && spec.measure().ablation() != Ablation.ZERO) {
            throw nothingCorrupted(spec);
        }
        warnings.add(
                new Warning(
                        WarningCode.EQUAL_PROMPTS,
                        (all
                                        ? "All rows have"
                                        : equal.size()
                                                + " of "
                                                + pairs.rows()
                                                + (equal.size() == 1 ? " rows has" : " rows have"))
                                + " a corrupted prompt that equals the clean one"
                                + (spec.measure().ablation() == Ablation.ZERO
                                        ? ", which zero ablation does not read."
                                        : ": they show no effect."),
                        equal));
    }

    private static ProblemException nothingCorrupted(JobSpec spec) {
        var subject = spec.subject();
        var detail =
                "is "
                        + spec.measure().ablation().wireName()
                        + ", which reads the corrupted prompts, but in every row (the first is row 1) the"
                        + " corrupted prompt equals the clean one, so no edge would have an effect. Use ablation"
                        + " zero"
                        + (subject.custom() == null ? "." : ", or change the data.");
        return invalid("ablation", detail);
    }
}
