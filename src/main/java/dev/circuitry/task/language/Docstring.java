package dev.circuitry.task.language;

import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.graph.GraphShape;
import dev.circuitry.graph.MlpPlacement;
import dev.circuitry.metric.MetricKind;
import dev.circuitry.random.PythonRandom;
import dev.circuitry.spec.Sampling;
import dev.circuitry.spec.Subject;
import dev.circuitry.spec.WireName;
import dev.circuitry.task.KnownEdges;
import dev.circuitry.task.TaskOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Python function's docstring goes through its arguments: the model names the next one
 * (Heimersheim and Janiak 2023; reference: docstring/utils.py, prompts.py).
 */
public final class Docstring implements LanguageTask {
    private static final String CORRUPTION = "corruption";

    @Override
    public String name() {
        return "docstring";
    }

    @Override
    public String description() {
        return "A docstring describes a Python function's arguments in order: the model names the next one.";
    }

    @Override
    public String defaultModel() {
        return "attn-only-4l";
    }

    @Override
    public Optional<GraphShape> defaultShape() {
        return Optional.of(new GraphShape(4, 8, 8, MlpPlacement.NONE, false));
    }

    @Override
    public List<MetricKind> metrics() {
        return List.of(
                MetricKind.KL_DIV,
                MetricKind.DOCSTRING_METRIC,
                MetricKind.DOCSTRING_STEFAN,
                MetricKind.NLL,
                MetricKind.MATCH_NLL);
    }

    @Override
    public Sampling defaultSampling() {
        return new Sampling(50, 41, 1234);
    }

    @Override
    public List<TaskOption> options() {
        return List.of(
                new TaskOption(
                        CORRUPTION,
                        "string",
                        DocstringCorruption.RANDOM_RANDOM.wireName(),
                        Stream.of(DocstringCorruption.values())
                                .<Object>map(DocstringCorruption::wireName)
                                .toList(),
                        "which arguments the corrupted prompt has others for, in the signature and in the"
                                + " docstring"));
    }

    @Override
    public AnswerTokens answerTokens() {
        return AnswerTokens.FIRST;
    }

    @Override
    public boolean prependsBos() {
        return true;
    }

    @Override
    public Optional<Stream<TextRow>> texts(Subject subject) {
        var corruption =
                WireName.parse(
                                DocstringCorruption.class,
                                String.valueOf(subject.options().get(CORRUPTION)))
                        .orElseThrow();
        return Optional.of(
                IntStream.iterate(0, seed -> seed + 1).mapToObj(seed -> row(seed, corruption)));
    }

    private static TextRow row(int seed, DocstringCorruption corruption) {
        var random = PythonRandom.seed(seed);
        var words = DocstringWords.draw(random);
        return TextRow.of(
                words.prompt(words.signature(), words.text()),
                corruption.of(words, random),
                " " + words.answer(),
                words.wrongAnswers().stream().map(name -> " " + name).toList());
    }

    @Override
    public Optional<Circuit> knownCircuit(ComputationalGraph graph) {
        return fits(graph)
                ? Optional.of(
                        KnownEdges.in(
                                graph, String.join("\n", WordList.lines("docstring-circuit.txt"))))
                : Optional.empty();
    }
}
