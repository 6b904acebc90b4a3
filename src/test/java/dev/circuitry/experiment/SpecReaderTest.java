package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.experiment.models.ModelListing;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import dev.circuitry.problem.WarningCode;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.AcdcOptions;
import dev.circuitry.spec.EvaluatorKind;
import dev.circuitry.spec.Execution;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.Labels;
import dev.circuitry.spec.Measure;
import dev.circuitry.spec.Order;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Priority;
import dev.circuitry.spec.Processing;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.SenderOrder;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.Verification;
import dev.circuitry.testing.FakeTask;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
    private static final ModelListing.Sizes SIZES = new ModelListing.Sizes(1, 1, 1, 8, 19);
    private final SpecReader reader = readerWith("cpu");

    private static SpecReader readerWith(String... devices) {
        var offer =
                new SpecReader.Offer(
                        List.of(new FakeTask("reverse", true), new FakeTask("gate", false)),
                        FakeModels.of(
                                new ModelListing("reverse", "tracr", SIZES, "00", null),
                                new ModelListing("gate", "tracr", SIZES, "00", null),
                                new ModelListing(
                                        "gpt2", "gpt2", SIZES, "00", "it is not downloaded")),
                        id -> Optional.empty(),
                        List.of(devices));
        return new SpecReader(offer, (spec, warnings) -> spec);
    }

    /** A task and a threshold, and one field more. */
    private static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("task", "reverse");
        fields.put("threshold", 0.05);
        fields.put(name, value);
        return fields;
    }

    private JobSpec read(String name, @Nullable Object value) {
        return reader.read(with(name, value)).spec();
    }

    private List<String> warnings(String name, @Nullable Object value) {
        return reader.read(with(name, value)).details();
    }

    private static List<Violation> violations(SpecReader reader, Map<String, ?> fields) {
        try {
            reader.read(fields);
        } catch (ProblemException problem) {
            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_SPEC);
            return problem.violations();
        }
        throw new AssertionError("was accepted: " + fields);
    }

    /** The one message about the one field that is wrong. */
    private String objection(String name, @Nullable Object value) {
        var violations = violations(reader, with(name, value));
        assertThat(violations).extracting(Violation::pointer).containsExactly("#/" + name);
        return violations.get(0).detail();
    }

    @Test
    void fillsInEveryDefault() {
        var reading = reader.read(Map.of("task", "reverse", "threshold", 0.05));

        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.spec())
                .isEqualTo(
                        new JobSpec(
                                Subject.of(
                                        "reverse",
                                        "reverse",
                                        Map.of("template", "abba", "distance", 3, "noisy", false),
                                        new Sampling(6, 5, 1234)),
                                new Measure(
                                        "l2",
                                        Ablation.CORRUPTED,
                                        Precision.FLOAT32,
                                        Processing.DEFAULT,
                                        false),
                                new AcdcOptions(
                                        0.05,
                                        false,
                                        new SenderOrder(Order.NORMAL, Order.NORMAL, 0),
                                        100_000,
                                        false),
                                new Execution(
                                        EvaluatorKind.INCREMENTAL,
                                        Verification.OFF,
                                        "auto",
                                        Priority.NORMAL,
                                        false),
                                Labels.NONE));
    }

    @Test
    void readsTheFlagsOfAnOldRunAsTheyAre() {
        Map<String, @Nullable Object> flags = new HashMap<>();
        flags.put("task", "reverse");
        flags.put("threshold", 0.5);
        flags.put("first_cache_cpu", "True");
        flags.put("second_cache_cpu", "True");
        flags.put("zero_ablation", true);
        flags.put("using_wandb", false);
        flags.put("wandb_entity_name", "remix_school-of-rock");
        flags.put("wandb_group_name", "default");
        flags.put("wandb_project_name", "acdc");
        flags.put("wandb_run_name", null);
        flags.put("wandb_dir", "/tmp/wandb");
        flags.put("wandb_mode", "online");
        flags.put("indices_mode", "normal");
        flags.put("names_mode", "normal");
        flags.put("device", "cuda");
        flags.put("reset_network", 0);
        flags.put("metric", "l2");
        flags.put("torch_num_threads", 0);
        flags.put("seed", 1234);
        flags.put("max_num_epochs", 100_000);
        flags.put("single_step", false);
        flags.put("abs_value_threshold", false);

        var reading = reader.read(flags);

        assertThat(reading.spec().measure().ablation()).isEqualTo(Ablation.ZERO);
        assertThat(reading.spec().labels()).isEqualTo(Labels.NONE);
        assertThat(reading.spec().execution().device()).isEqualTo("auto");
        assertThat(reading.details())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("GPU"))
                .anyMatch(
                        warning ->
                                warning.contains("first_cache_cpu")
                                        && warning.contains("wandb_mode")
                                        && !warning.contains("wandb_run_name"));
    }

    @Test
    void writesWhatItReadsBack() {
        var fields = with("indices_mode", "random");
        fields.put("name", "first");
        fields.put("group", "sweep");
        fields.put("tags", List.of("b", "a", "b"));
        fields.put("order_seed", 7);
        fields.put("threshold", -1);
        fields.put("device", "cpu");
        fields.put("priority", "high");
        fields.put("task_options", Map.of("template", "baba", "noisy", true));
        var spec = reader.read(fields).spec();

        var written = SpecWriter.write(spec);

        assertThat(spec.labels().tags()).containsExactly("b", "a");
        assertThat(written).containsEntry("threshold", -1.0).containsEntry("reset_network", 0);
        assertThat(reader.read(written)).isEqualTo(new SpecReader.Reading(spec, List.of()));
    }

    @Test
    void findsEveryViolationAtOnce() {
        var fields = with("metric", "kl_dv");
        fields.put("threshold", "high");
        fields.put("seed", 1.5);
        fields.put("tresholds", 1);
        fields.put("task_options", Map.of("templte", "abba", "distance", "far"));

        assertThat(violations(reader, fields))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "#/metric",
                        "#/threshold",
                        "#/seed",
                        "#/tresholds",
                        "#/task_options/templte",
                        "#/task_options/distance");
    }

    @Test
    void findsViolationsThatNeedNoTaskWhenTheTaskIsUnknown() {
        var fields = with("threshold", true);
        fields.put("task", "revers");
        fields.put("metric", "l3");
        fields.put("model", "whatever");
        fields.put("num_examples", 0);
        fields.put("seq_len", "five");
        fields.put("seed", 1.5);
        fields.put("task_options", Map.of("template", "abba", "colour", "red"));

        var violations = violations(reader, fields);

        assertThat(violations)
                .extracting(Violation::pointer)
                .containsExactly(
                        "#/task",
                        "#/model",
                        "#/num_examples",
                        "#/seq_len",
                        "#/seed",
                        "#/task_options/colour",
                        "#/metric",
                        "#/threshold");
        assertThat(violations.get(0).detail()).contains("nearest: reverse").contains("revers\"");
        assertThat(violations.get(1).detail())
                .contains("there is no model whatever (nearest: null)");
    }

    @Test
    void judgesTheRestWhenTheTaskIsMissing() {
        Map<String, Object> fields = Map.of("model", "gpt2", "task_options", 3, "threshold", 1);

        assertThat(violations(reader, fields))
                .extracting(Violation::pointer)
                .containsExactly("#/task", "#/model", "#/task_options");
        assertThat(violations(reader, Map.of("model", "reverse", "seed", 1)))
                .extracting(Violation::pointer)
                .containsExactly("#/task", "#/threshold");
    }

    @Test
    void askTaskAndThreshold() {
        assertThat(violations(reader, Map.of()))
                .extracting(Violation::pointer)
                .containsExactly("#/task", "#/threshold");
        assertThat(objection("threshold", null)).contains("is required");
    }

    @Test
    void nullMeansAbsent() {
        for (String name : FieldNames.READ) {
            if (!name.equals("task") && !name.equals("threshold")) {
                assertThat(read(name, null)).isEqualTo(reader.read(with("rerun", false)).spec());
            }
        }
    }

    @Test
    void thresholdIsAnyFiniteNumber() {
        assertThat(read("threshold", 3).acdc().threshold()).isEqualTo(3.0);
        assertThat(read("threshold", -1e-300).acdc().threshold()).isEqualTo(-1e-300);
        assertThat(read("threshold", new BigDecimal("0.0575")).acdc().threshold())
                .isEqualTo(0.0575);
        assertThat(objection("threshold", Double.NaN)).contains("finite");
        assertThat(objection("threshold", new BigDecimal("1e400"))).contains("finite");
        assertThat(objection("threshold", "0.05")).contains("without quotes").contains("\"0.05\"");
        assertThat(objection("threshold", List.of(1, 2))).contains("a list of 2");
    }

    @Test
    void integersMayBeWrittenAsWholeDoubles() {
        assertThat(read("max_num_epochs", 4.0).acdc().maxNumEpochs()).isEqualTo(4);
        assertThat(read("seed", BigInteger.TWO).subject().sampling().seed()).isEqualTo(2);
        assertThat(objection("max_num_epochs", 4.5)).contains("4.5");
        assertThat(objection("max_num_epochs", 0)).contains("from 1");
        assertThat(objection("max_num_epochs", BigInteger.TEN.pow(40))).contains("1000000");
        assertThat(objection("seed", new BigDecimal("1e999999999"))).contains("whole number");
        assertThat(objection("seed", true)).contains("whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero_ablation", "abs_value_threshold", "single_step", "rerun"})
    void booleansAreNotTexts(String name) {
        assertThat(objection(name, "True")).contains("true or false").contains("\"True\"");
        assertThat(objection(name, 1)).contains("true or false");
    }

    @Test
    void unknownFieldsNameTheNearestKnownOne() {
        assertThat(objection("treshold", 1)).contains("Did you mean threshold?");
        assertThat(objection("num-examples", 1)).contains("Did you mean num_examples?");
        assertThat(objection("learning_rate", 1))
                .contains("none is like it")
                .doesNotContain("Did you mean");
        assertThat(violations(reader, with("a/b~c é", 1)))
                .extracting(Violation::pointer)
                .containsExactly("#/a~1b~0c%20%C3%A9");
    }

    @Test
    void aHugeFieldNameCostsLittle() {
        assertThat(violations(reader, with("x".repeat(10_000_000), 1)).get(0).pointer())
                .hasSizeLessThan(100);
    }

    @Test
    void metricMustApplyToTheTask() {
        assertThat(objection("metric", "kl_div")).contains("l2, nll").contains("\"kl_div\"");
        assertThat(objection("metric", "accuracy")).contains("l2, nll");
        assertThat(warnings("metric", "nll")).containsExactly("nll says little about this task.");
    }

    @Test
    void modelMustBeOneOfTheTasks() {
        assertThat(read("model", "reverse").subject().model()).isEqualTo("reverse");
        assertThat(objection("model", "gate")).contains("runs on, reverse");
        assertThat(objection("model", "revrse")).contains("nearest: reverse");
    }

    @Test
    void ablationHasSeveralNames() {
        assertThat(read("ablation", "resample").measure().ablation()).isEqualTo(Ablation.CORRUPTED);
        assertThat(read("zero_ablation", true).measure().ablation()).isEqualTo(Ablation.ZERO);
        var fields = with("zero_ablation", false);
        fields.put("ablation", "zero");
        assertThat(reader.read(fields).spec().measure().ablation()).isEqualTo(Ablation.ZERO);
    }

    @Test
    void zeroAblationContradictsAnotherAblation() {
        var fields = with("zero_ablation", true);
        fields.put("ablation", "corrupted");

        assertThat(violations(reader, fields))
                .extracting(Violation::pointer)
                .containsExactly("#/zero_ablation");
    }

    @Test
    void whatCustomDataBringsIsRefusedBesideAnotherTask() {
        assertThat(objection("dataset", Map.of())).contains("belongs to the task custom alone");
        assertThat(objection("known_circuit", List.of())).contains("belongs to the task custom");
    }

    @Test
    void customDataNeedsAModelAndADataSet() {
        assertThat(violations(reader, Map.of("task", "custom", "threshold", 1, "dataset", "abc")))
                .extracting(Violation::detail)
                .anyMatch(detail -> detail.contains("there is none of the id \"abc\""));
        var rows = Map.of("clean_tokens", List.of(List.of(1)));
        assertThat(violations(reader, Map.of("task", "custom", "threshold", 1, "dataset", rows)))
                .extracting(Violation::pointer)
                .containsExactly("#/model");
        assertThat(violations(reader, Map.of("task", "custom", "threshold", 1)))
                .extracting(Violation::pointer)
                .contains("#/dataset");
    }

    @Test
    void resetWeightsHaveToBeThere() {
        assertThat(objection("reset_network", 1)).contains("there is no model reverse-reset");
    }

    @Test
    void refusesWhatIsNotBuilt() {
        assertThat(objection("algorithm", "eap")).contains("acdc");
    }

    @Test
    void acceptsWhatIsNotBuiltAtItsDefault() {
        assertThat(read("verify", "off")).isEqualTo(read("evaluator", "incremental"));
        assertThat(warnings("verify", "full")).isEmpty();
        assertThat(read("reset_network", 0)).isEqualTo(read("algorithm", "acdc"));
    }

    @Test
    void promptsThatHaveNoRoomTogetherAreWorkedThroughInParts() {
        var spec = Map.<String, Object>of("task", "tracr-reverse", "threshold", 0.05);
        assertThat(withMemory(150_000).read(spec).warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.code()).isEqualTo(WarningCode.BATCH_SPLIT);
                            assertThat(warning.detail())
                                    .contains(
                                            "6 prompts of 4 tokens", "prompts are worked through");
                        });
        assertThat(withMemory(10_000_000).read(spec).warnings()).isEmpty();
    }

    private static SpecReader withMemory(long bytes) {
        var resources = new Resources(Long.MAX_VALUE, bytes, OperationThreads.ONE);
        return new Experiments(new ModelFolders(List.of(), List.of()), resources)
                .specReader(id -> Optional.empty(), List.of("cpu"));
    }

    @Test
    void activationsOfOnePromptMustHaveRoom() {
        var small = withMemory(10_000);
        assertThat(violations(small, Map.of("task", "tracr-reverse", "threshold", 0.05)))
                .singleElement()
                .satisfies(
                        violation -> {
                            assertThat(violation.pointer()).isEqualTo("#/num_examples");
                            assertThat(violation.detail())
                                    .contains("6 prompts of 4 tokens", "allows 10,000");
                        });
    }

    @Test
    void deviceMustHaveAWorker() {
        assertThat(read("device", "cpu").execution().device()).isEqualTo("cpu");
        assertThat(objection("device", "cuda:3")).contains("cpu").contains("cuda:3");
        assertThat(objection("device", "tpu")).contains("cuda: and a number");
        var fields = with("device", "cuda");
        assertThat(readerWith("cuda:0").read(fields).spec().execution().device()).isEqualTo("cuda");
    }

    @Test
    void acceptedJobsAreReadAfterTheirDeviceIsGone() {
        var fields = SpecWriter.write(readerWith("cuda:1").read(with("device", "cuda:1")).spec());

        assertThat(reader.readAccepted(fields).execution().device()).isEqualTo("cuda:1");
    }

    @Test
    void warnsOfSeedsThatDoNothing() {
        assertThat(warnings("seed", 5)).isEmpty();
        var fields = with("seed", 5);
        fields.put("task", "gate");
        assertThat(reader.read(fields).warnings()).singleElement().asString().contains("seed");
        assertThat(warnings("order_seed", 5)).singleElement().asString().contains("order_seed");
    }

    @Test
    void sizesMustSuitTheTask() {
        assertThat(objection("num_examples", 101)).contains("at most 100");
        assertThat(objection("num_examples", 0)).contains("from 1");
        assertThat(objection("seq_len", 4)).contains("must be 5");
    }

    @Test
    void taskOptionsAreCheckedByTheirDescription() {
        assertThat(violations(reader, with("task_options", Map.of("template", "xyz"))))
                .singleElement()
                .satisfies(
                        violation -> {
                            assertThat(violation.pointer()).isEqualTo("#/task_options/template");
                            assertThat(violation.detail()).contains("[abba, baba]");
                        });
        assertThat(violations(reader, with("task_options", Map.of("nois", true))))
                .singleElement()
                .satisfies(
                        violation ->
                                assertThat(violation.detail()).contains("Did you mean noisy?"));
        assertThat(objection("task_options", List.of())).contains("an object");
    }

    @Test
    void labelsAreShortPlainText() {
        assertThat(read("wandb_run_name", "mine").labels().name()).isEqualTo("mine");
        assertThat(read("wandb_group_name", "ours").labels().group()).isEqualTo("ours");
        assertThat(read("group", "default").labels().group()).isEqualTo("default");
        assertThat(objection("name", "x".repeat(201))).contains("200").hasSizeLessThan(200);
        assertThat(objection("name", "a\u0000b")).contains("control");
        assertThat(objection("name", "\ud800")).contains("control");
        assertThat(objection("group", "")).contains("1 to 200");
        assertThat(objection("tags", "one")).contains("a list");
        assertThat(objection("tags", List.of(1))).contains("must hold");
        assertThat(objection("tags", Collections.nCopies(51, "a"))).contains("at most 50");
        var fields = with("name", "mine");
        fields.put("wandb_run_name", "theirs");
        assertThat(violations(reader, fields))
                .extracting(Violation::pointer)
                .containsExactly("#/wandb_run_name");
    }

    @Test
    void flagsWithoutMeaningTakeAnyValue() {
        assertThat(warnings("torch_num_threads", Map.of("a", 1)))
                .singleElement()
                .asString()
                .contains("torch_num_threads");
    }

    @Test
    void theProblemNamesTheFields() {
        assertThatThrownBy(() -> reader.read(with("seed", "x")))
                .hasMessage("One rule is broken: see errors for seed.");
    }
}
