package dev.circuitry.task.language;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.model.tokenizer.Tokenizer;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.Written;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The notebook's twenty hand-written pairs, as it ran them: the first 24 tokens of each, scored at
 * the last of them whatever stands there. Rows have 26 to 29 tokens, so what is asked is mostly
 * whether a dash follows the capital, not whose name does; {@link Kbicr} asks that.
 */
public final class HybridRetrieval implements Gpt2Task {
    private static final int LENGTH = 24;
    private static final List<String> PAIRS = WordList.lines("hybrid-retrieval.tsv");

    @Override
    public String name() {
        return "hybrid-retrieval";
    }

    @Override
    public String description() {
        return "The notebook's twenty prompts on people, countries and capitals, cut after 24 tokens as it cut them; kbicr"
                + " is the same question asked at the answer.";
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.KL_DIV, MetricKind.LOGIT_DIFF);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(PAIRS.size(), LENGTH, 1234);
    }

    @Override
    public boolean testsOnRun() {
        return true;
    }

    @Override
    public Stream<TextRow> draw(Subject subject, Tokenizer tokenizer) {
        return PAIRS.stream()
                .map(pair -> row(pair.split("\t", -1), tokenizer))
                .flatMap(Optional::stream);
    }

    @Override
    public Stream<TextRow> textsOfOwnModel(Subject subject) {
        return WordList.lines("hybrid-retrieval-as-run.tsv").stream()
                .map(pair -> pair.split("\t", -1))
                .map(pair -> TextRow.of(pair[0], pair[1], "", List.of()));
    }

    private static Optional<TextRow> row(String[] pair, Tokenizer tokenizer) {
        int[] clean = tokenizer.tokens(pair[0]);
        int[] corrupted = tokenizer.tokens(pair[1]);
        return Math.min(clean.length, corrupted.length) <= LENGTH
                ? Optional.empty()
                : Optional.of(
                        new TextRow(
                                beginning(clean),
                                beginning(corrupted),
                                next(clean),
                                List.of(next(corrupted))));
    }

    private static Written beginning(int[] tokens) {
        return new Written.Tokens(Arrays.copyOf(tokens, LENGTH));
    }

    private static Written next(int[] tokens) {
        return new Written.Tokens(new int[] {tokens[LENGTH]});
    }
}
