package dev.circuitry.task.language;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.random.TorchRandom;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.Written;
import dev.circuitry.task.ComponentGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An event lasts from one year to another of the same century, which must be later (Hanna et al.
 * 2023; reference: greaterthan/utils.py). Each row's answer is the first year's second half, and
 * its wrong answers are the hundred second halves there are, in order: what {@code greaterthan}
 * reads.
 */
public final class GreaterThan implements Gpt2Task {
    private static final List<String> NOUNS = WordList.lines("greaterthan-nouns.txt");
    private static final long SEED = 54;
    private static final int YEAR_PLACE = 7;

    @Override
    public String name() {
        return "greaterthan";
    }

    @Override
    public String description() {
        return "Something lasted from a year to another of the same century: the model says a later one.";
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.KL_DIV, MetricKind.GREATERTHAN);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(100, 10, 1234);
    }

    @Override
    public AnswerTokens answerTokens() {
        return AnswerTokens.FIRST;
    }

    @Override
    public Stream<TextRow> draw(Subject subject, Tokenizer tokenizer) {
        var years = years(tokenizer);
        if (years.isEmpty()) {
            return Stream.empty();
        }
        var halves = halves(tokenizer);
        return drawn(subject, years)
                .map(event -> row(event, halves, tokenizer))
                .flatMap(Optional::stream);
    }

    @Override
    public Stream<TextRow> textsOfOwnModel(Subject subject) {
        return drawn(subject, WordList.lines("greaterthan-years.txt"))
                .map(
                        event ->
                                TextRow.of(
                                        event.from(event.year()),
                                        event.from(event.first()),
                                        "",
                                        List.of()));
    }

    /** What lasted, and from which year. */
    private record Event(String noun, String year) {
        String century() {
            return year.substring(0, 2);
        }

        /** Its century's first year. */
        String first() {
            return century() + "01";
        }

        String from(String start) {
            return "The " + noun + " lasted from the year " + start + " to " + century();
        }
    }

    private static Stream<Event> drawn(Subject subject, List<String> years) {
        int rows = 2 * subject.sampling().numExamples();
        var random = TorchRandom.manualSeed(SEED);
        int[] nouns = random.randint(NOUNS.size(), rows);
        int[] drawn = random.randint(years.size(), rows);
        return IntStream.range(0, rows)
                .mapToObj(row -> new Event(NOUNS.get(nouns[row]), years.get(drawn[row])));
    }

    private static Optional<TextRow> row(Event event, List<Written> halves, Tokenizer tokenizer) {
        int[] clean = tokenizer.tokens(event.from(event.year()));
        int half = firstToken(tokenizer, event.year().substring(2));
        if (clean.length <= YEAR_PLACE || clean[YEAR_PLACE] != half) {
            return Optional.empty();
        }
        int[] corrupted = clean.clone();
        corrupted[YEAR_PLACE] = firstToken(tokenizer, "01");
        return Optional.of(
                new TextRow(
                        new Written.Tokens(clean),
                        new Written.Tokens(corrupted),
                        new Written.Tokens(new int[] {half}),
                        halves));
    }

    private static List<Written> halves(Tokenizer tokenizer) {
        return IntStream.range(0, 100)
                .mapToObj("%02d"::formatted)
                .<Written>map(half -> new Written.Tokens(new int[] {firstToken(tokenizer, half)}))
                .toList();
    }

    /**
     * The years that are two tokens, one of the century and one of the year in it, but for the
     * first and the last of each century.
     */
    private static List<String> years(Tokenizer tokenizer) {
        List<String> years = new ArrayList<>();
        for (int century = 11; century <= 17; century++) {
            int[] first = tokenizer.tokens(" " + century);
            var ofCentury =
                    IntStream.rangeClosed(century * 100 + 2, century * 100 + 98)
                            .mapToObj(String::valueOf)
                            .filter(
                                    year ->
                                            Arrays.equals(
                                                    tokenizer.tokens(" " + year),
                                                    new int[] {
                                                        first[0],
                                                        firstToken(tokenizer, year.substring(2))
                                                    }))
                            .toList();
            if (ofCentury.size() > 2) {
                years.addAll(ofCentury.subList(1, ofCentury.size() - 1));
            }
        }
        return years;
    }

    private static int firstToken(Tokenizer tokenizer, String text) {
        return tokenizer.tokens(text)[0];
    }

    @Override
    public Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return fits(graph) ? Optional.of(GreaterThanCircuit.in(graph)) : Optional.empty();
    }

    @Override
    public List<ComponentGroup> groups() {
        return GreaterThanCircuit.GROUPS;
    }
}
