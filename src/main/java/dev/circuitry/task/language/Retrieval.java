package dev.circuitry.task.language;

import dev.circuitry.metric.MetricKind;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set of twenty hand-written pairs of the hybrid-retrieval fork. Each prompt ends before its last
 * answer and is scored there; the fork scored the padding after it.
 */
public final class Retrieval implements Gpt2Task {
    private static final String BEFORE_ANSWER = " - ";

    private final String name;
    private final String description;
    private final List<String> pairs;

    private Retrieval(String name, String description) {
        this.name = name;
        this.description = description;
        this.pairs = WordList.lines(name + ".tsv");
    }

    /** The six sets. */
    public static List<Retrieval> all() {
        return List.of(
                new Retrieval("kbicr-direct", "Who lives where; after a name: the capital."),
                new Retrieval("kbicr-indirect", "Who lives where; after a capital: the name."),
                new Retrieval("knowledge-direct", "After a country: its capital."),
                new Retrieval("knowledge-indirect", "After a capital: its country."),
                new Retrieval("join-direct", "Who lives where; after a name: the country."),
                new Retrieval("join-indirect", "Who lives where; after a country: the name."));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description
                + " Scored at the last token of each prompt, not at padding as in the fork.";
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(MetricKind.KL_DIV, MetricKind.LOGIT_DIFF);
    }

    /** As long as the longest row; that hangs on the tokenizer. */
    @Override
    public Sampling defaultSampling() {
        return new Sampling(pairs.size(), 28, 1234);
    }

    @Override
    public AnswerTokens answerTokens() {
        return AnswerTokens.WHERE_READ;
    }

    @Override
    public boolean testsOnRun() {
        return true;
    }

    @Override
    public Optional<Stream<TextRow>> texts(Subject subject) {
        return Optional.of(pairs.stream().map(pair -> row(pair.split("\t", -1))));
    }

    private static TextRow row(String[] pair) {
        var answers = answers(pair[0]);
        var answer = answers.get(answers.size() - 1);
        var wrong = answers.stream().filter(other -> !other.equals(answer)).toList();
        return TextRow.of(
                prompt(pair[0]),
                prompt(pair[1]),
                " " + answer,
                List.of(" " + wrong.get(wrong.size() - 1)));
    }

    private static String prompt(String text) {
        return text.substring(0, text.lastIndexOf(BEFORE_ANSWER) + BEFORE_ANSWER.length() - 1);
    }

    /** What follows the dashes; the wrong answer is the last other one. */
    private static List<String> answers(String text) {
        List<String> answers = new ArrayList<>();
        for (String clause : text.split(", ", -1)) {
            int dash = clause.indexOf(BEFORE_ANSWER);
            if (dash >= 0) {
                answers.add(clause.substring(dash + BEFORE_ANSWER.length()));
            }
        }
        return answers;
    }
}
