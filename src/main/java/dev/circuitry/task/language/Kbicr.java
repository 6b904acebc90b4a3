package dev.circuitry.task.language;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.random.PythonRandom;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.ComponentGroup;
import dev.circuitry.task.KnownCircuit;
import dev.circuitry.task.TaskOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knowledge-based in-context retrieval: who lives in the country of this capital? The final
 * generator of the hybrid-retrieval fork (KBICRDataset).
 */
public final class Kbicr implements Gpt2Task {
    private static final List<String> NAMES =
            List.of("Alice", "John", "Peter", "Bob", "Tom", "Anna", "Michael", "David");
    private static final List<Place> PLACES =
            List.of(
                    new Place("USA", "Washington"),
                    new Place("Canada", "Toronto"),
                    new Place("UK", "London"),
                    new Place("Russia", "Moscow"),
                    new Place("France", "Paris"));
    private static final List<String> TEMPLATES =
            List.of(
                    "%1$s lives in %4$s, %7$s - %1$s, %2$s lives in %5$s, %8$s - %2$s, %3$s lives in %6$s, %9$s -",
                    "%1$s lives in %4$s, %2$s lives in %5$s, %3$s lives in %6$s, %7$s - %1$s, %8$s - %2$s, %9$s -");
    private static final String TEMPLATE = "template";
    private static final String DATA_SEED = "data_seed";

    private record Place(String country, String city) {}

    @Override
    public String name() {
        return "kbicr";
    }

    @Override
    public String description() {
        return "Three people live in three countries; their capitals stand before their names: the model says the last"
                + " name.";
    }

    @Override
    public List<MetricKind> metrics() {
        return ANSWER_METRICS;
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(20, 25, 1234);
    }

    @Override
    public List<TaskOption> options() {
        return List.of(
                new TaskOption(
                        TEMPLATE,
                        "integer",
                        1,
                        List.of(1, 2),
                        "1: each capital stands after its person's country; 2: after all countries"),
                new TaskOption(DATA_SEED, "integer", 42, List.of(), "of the names and places"));
    }

    @Override
    public Optional<Stream<TextRow>> texts(Subject subject) {
        var template = TEMPLATES.get(option(subject, TEMPLATE) - 1);
        var random = PythonRandom.seed(option(subject, DATA_SEED));
        return Optional.of(
                Stream.generate(
                        () -> row(template, random.sample(NAMES, 3), random.sample(PLACES, 3))));
    }

    private static int option(Subject subject, String name) {
        return (int) Objects.requireNonNull(subject.options().get(name));
    }

    /** Corrupted: the last two people change places, so the answer is the other one. */
    private static TextRow row(String template, List<String> names, List<Place> places) {
        return TextRow.of(
                prompt(template, names, places),
                prompt(template, List.of(names.get(0), names.get(2), names.get(1)), places),
                " " + names.get(2),
                List.of(" " + names.get(1)));
    }

    private static String prompt(String template, List<String> names, List<Place> places) {
        return template.formatted(
                Stream.of(
                                names.stream(),
                                places.stream().map(Place::country),
                                places.stream().map(Place::city))
                        .flatMap(words -> words)
                        .toArray());
    }

    @Override
    public Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return fits(graph) ? Optional.of(KbicrHeads.CIRCUIT.in(graph)) : Optional.empty();
    }

    @Override
    public Optional<KnownCircuit> knownCircuit(
            ComputationalGraph graph, KnownCircuit.Version version) {
        var heads = version == KnownCircuit.Version.FIRST ? KbicrHeads.FIRST : KbicrHeads.CIRCUIT;
        return fits(graph)
                ? Optional.of(new KnownCircuit(heads.in(graph), heads.componentGroups()))
                : Optional.empty();
    }

    @Override
    public List<ComponentGroup> groups() {
        return KbicrHeads.CIRCUIT.componentGroups();
    }
}
