package dev.circuitry.experiment;

import dev.circuitry.experiment.models.ModelListing;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.Warning;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Dataset;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job's fields as a client posts them, fills in the defaults and checks every rule. The
 * fields carry the names of the reference's command-line flags, so the parsed flags of an old run
 * read as they are. Safe for several threads.
 */
public final class SpecReader {
    private static final int MAX_UNKNOWN_FIELDS = 100;

    private static final RunReader ANY_DEVICE = new RunReader(null);

    private static final String NONE_LIKE_IT =
            ", and none is like it. Leave it out; openapi.yaml lists the fields there are.";

    private final SubjectReader subjects;
    private final RunReader runs;

    private final DataInspection inspection;

    /**
     * A reader for what one service has.
     *
     * @param offer what can be named
     * @param inspection looks at the data themselves when the fields are right
     */
    public SpecReader(Offer offer, DataInspection inspection) {
        this.subjects = new SubjectReader(offer);
        this.runs = new RunReader(offer.devices());
        this.inspection = inspection;
    }

    /**
     * What can be named.
     *
     * @param tasks those with data of their own
     * @param models the models there are
     * @param datasets the data sets that were stored
     * @param devices that have a worker: {@code cpu}, {@code cuda:0}…
     */
    public record Offer(
            List<Task> tasks, ModelLookup models, DatasetLookup datasets, List<String> devices) {}

    /** The models there are, which may come and go. */
    public interface ModelLookup {
        /** The model of that name, usable or not. */
        Optional<ModelListing> find(String name);

        /** All names. */
        List<String> names();

        /** That there is no model of a name, where was looked, and how to get it. */
        String absence(String name, @Nullable String nearest);
    }

    /** Finds a stored data set by its id. */
    public interface DatasetLookup {
        /** The data set, or empty where there is none of that id. */
        Optional<Dataset> find(String id);
    }

    /** Holds data against model, ablation and metric. */
    public interface DataInspection {
        /**
         * The specification with its data's sizes filled in.
         *
         * @param warnings takes what the client should know
         * @throws ProblemException INVALID_SPEC naming the rows
         */
        JobSpec inspect(JobSpec spec, List<Warning> warnings);
    }

    /**
     * A specification that was read.
     *
     * @param spec every default filled in
     * @param warnings what the client should know
     */
    public record Reading(JobSpec spec, List<Warning> warnings) {
        public Reading {
            warnings = List.copyOf(warnings);
        }

        /** The warnings as sentences. */
        public List<String> details() {
            return warnings.stream().map(Warning::detail).toList();
        }
    }

    /**
     * A kind of request that has a job's fields.
     *
     * @param article and its name, as a message has them
     * @param own the fields that it has besides
     */
    record Kind(String article, List<String> own) {
        static final Kind JOB = new Kind("a job", List.of());

        List<String> fields() {
            return Stream.concat(FieldNames.READ.stream(), own.stream()).toList();
        }
    }

    /**
     * Reads fields.
     *
     * @param fields names and values as JSON gives them: strings, numbers, booleans, lists, maps,
     *     null
     * @throws ProblemException INVALID_SPEC with every violation at once
     */
    public Reading read(Map<String, ?> fields) {
        return read(fields, Kind.JOB);
    }

    /** Reads the job's fields of a request of another kind, and answers in its terms. */
    Reading read(Map<String, ?> fields, Kind kind) {
        List<Warning> warnings = new ArrayList<>();
        var spec = read(fields, runs, kind, warnings);
        return new Reading(inspection.inspect(spec, warnings), warnings);
    }

    /**
     * Reads the canonical fields of a job that was accepted before. Its device need not be there
     * any more.
     */
    public JobSpec readAccepted(Map<String, ?> fields) {
        return read(fields, ANY_DEVICE, Kind.JOB, new ArrayList<>());
    }

    private JobSpec read(Map<String, ?> fields, RunReader runs, Kind kind, List<Warning> warnings) {
        var posted = new PostedFields(fields);
        var task = subjects.task(posted).orElse(null);
        var spec =
                new JobSpec(
                        subject(posted, task, warnings),
                        MeasureReader.read(posted, task, warnings),
                        runs.acdc(posted, warnings),
                        runs.execution(posted, warnings),
                        LabelsReader.read(posted));
        if (spec.measure().resetNetwork() && !spec.subject().model().isEmpty()) {
            subjects.requireReset(posted, spec.subject().model());
        }
        warnOfMeaningless(posted, warnings);
        rejectUnknown(posted, kind);
        if (!posted.violations().isEmpty()) {
            throw invalid(posted.violations());
        }
        return spec;
    }

    private Subject subject(PostedFields posted, @Nullable Task task, List<Warning> warnings) {
        if (task != null) {
            return subjects.read(posted, task, warnings);
        }
        // Never seen by anyone: without a task reading ends in a problem.
        subjects.judgeWithoutTask(posted);
        return Subject.of("", "", Map.of(), new Sampling(1, 1, 0));
    }

    private static void warnOfMeaningless(PostedFields posted, List<Warning> warnings) {
        var ignored =
                posted.names().stream()
                        .filter(FieldNames::isMeaningless)
                        .limit(MAX_UNKNOWN_FIELDS)
                        .map(PostedFields::shortened)
                        .toList();
        if (!ignored.isEmpty()) {
            warnings.add(
                    Warning.of(
                            WarningCode.FLAG_IGNORED,
                            "These flags mean nothing here and were ignored: "
                                    + String.join(", ", ignored)
                                    + "."));
        }
    }

    private static void rejectUnknown(PostedFields posted, Kind kind) {
        posted.names().stream()
                .filter(FieldNames::isUnknown)
                .limit(MAX_UNKNOWN_FIELDS)
                .forEach(
                        name ->
                                posted.reject(
                                        name,
                                        "is not a field of "
                                                + kind.article()
                                                + NearestName.near(name, kind.fields())
                                                        .map(near -> ". Did you mean " + near + "?")
                                                        .orElse(NONE_LIKE_IT)));
    }

    static ProblemException invalid(List<Violation> violations) {
        var where =
                violations.stream()
                        .map(violation -> violation.pointer().substring(2))
                        .distinct()
                        .toList();
        return new ProblemException(
                ProblemCode.INVALID_SPEC,
                (violations.size() == 1 ? "One rule is" : violations.size() + " rules are")
                        + " broken: see errors for "
                        + String.join(", ", where)
                        + ".",
                violations);
    }
}
