package dev.circuitry.task.language;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.random.NumpyRandom;
import dev.circuitry.random.PythonRandom;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.task.ComponentGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Indirect object identification (Wang et al. 2022; reference: ioi/utils.py, ioi_dataset.py). */
public final class Ioi implements Gpt2Task {
    private static final List<String> NAMES = WordList.lines("ioi-names.txt");
    private static final List<String> PLACES = WordList.lines("ioi-places.txt");
    private static final List<String> OBJECTS = WordList.lines("ioi-objects.txt");

    private static final int PROMPT_SEED = 9; // (0 + 987654321) % 123456789
    private static final int FLIP_SEED = 345467;
    private static final int FLIP_MODULUS = 5432;

    @Override
    public String name() {
        return "ioi";
    }

    @Override
    public String description() {
        return "Two people are named, one of them acts: the model says the other one's name.";
    }

    @Override
    public List<MetricKind> metrics() {
        return ANSWER_METRICS;
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(100, 15, 1234);
    }

    @Override
    public Optional<Stream<TextRow>> texts(Subject subject) {
        var drawing = new Drawing();
        return Optional.of(Stream.generate(drawing::next));
    }

    @Override
    public Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return fits(graph) ? Optional.of(IoiHeads.CIRCUIT.in(graph)) : Optional.empty();
    }

    @Override
    public List<ComponentGroup> groups() {
        return IoiHeads.CIRCUIT.componentGroups();
    }

    /** Draws row after row, each stage from generators of its own. */
    private static final class Drawing {
        private final PythonRandom prompts = PythonRandom.seed(PROMPT_SEED);
        private final NumpyRandom indirectObjects = flip(1);
        private final NumpyRandom subjects = flip(2);
        private final NumpyRandom firstSubjects = flip(3);

        private static NumpyRandom flip(int seed) {
            return NumpyRandom.seed((seed + FLIP_SEED) % FLIP_MODULUS);
        }

        TextRow next() {
            prompts.randbelow(1); // which of one template
            String object;
            String subject;
            String third;
            do {
                object = prompts.choice(NAMES);
                subject = prompts.choice(NAMES);
                third = prompts.choice(NAMES);
            } while (object.equals(subject) || subject.equals(third) || object.equals(third));
            var place = prompts.choice(PLACES);
            var thing = prompts.choice(OBJECTS);
            String[] words =
                    "Then, %s and %s went to the %s. %s gave a %s to %s"
                            .formatted(object, subject, place, subject, thing, object)
                            .split(" ");
            return TextRow.of(
                    prompt(words),
                    prompt(corrupted(words, object, subject)),
                    " " + object,
                    List.of(" " + subject));
        }

        /** Other names everywhere, so that nobody is named twice. */
        private String[] corrupted(String[] words, String object, String subject) {
            String[] flipped = words.clone();
            String otherObject;
            do {
                otherObject = name(indirectObjects);
            } while (otherObject.equals(object) || otherObject.equals(subject));
            replaceAll(flipped, object, otherObject);
            var other = name(subjects);
            replaceAll(flipped, subject, other);
            flipped[Arrays.asList(flipped).indexOf(other)] = name(firstSubjects);
            return flipped;
        }

        private static String name(NumpyRandom random) {
            return NAMES.get(random.randint(NAMES.size()));
        }

        private static void replaceAll(String[] words, String name, String by) {
            Arrays.setAll(words, i -> words[i].equals(name) ? by : words[i]);
        }

        private static String prompt(String[] words) {
            return String.join(" ", Arrays.asList(words).subList(0, words.length - 1));
        }
    }
}
