package dev.circuitry.task.language;

import dev.circuitry.random.PythonRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The words of one docstring prompt: a method, fourteen names for arguments, of which six are in
 * the clean signature, and what is said of the method and of two arguments.
 *
 * @param names the method's, then the arguments' in the order drawn
 * @param summary of the method
 * @param descriptions of the two arguments, in words
 */
record DocstringWords(List<String> names, List<String> summary, List<List<String>> descriptions) {
    private static final List<String> VARIABLES = WordList.lines("docstring-variable-names.txt");
    private static final List<String> NOUNS = WordList.lines("docstring-nouns.txt");

    /** Draws them. */
    static DocstringWords draw(PythonRandom random) {
        var names = random.sample(VARIABLES, 15);
        var summary = random.sample(NOUNS, 3);
        return new DocstringWords(
                names, summary, List.of(random.sample(NOUNS, 2), random.sample(NOUNS, 2)));
    }

    /** The described arguments and the answer, as the clean signature has them. */
    List<String> signature() {
        return names.subList(9, 12);
    }

    /** The arguments that the clean text describes. */
    List<String> text() {
        return names.subList(9, 11);
    }

    /** The argument that comes next. */
    String answer() {
        return names.get(11);
    }

    /** All arguments but the answer, in the order drawn. */
    List<String> wrongAnswers() {
        return names.subList(1, names.size()).stream()
                .filter(name -> !name.equals(answer()))
                .toList();
    }

    /** Three other arguments for the signature. */
    List<String> otherSignature() {
        return names.subList(2, 5);
    }

    /** Two other arguments for the text. */
    List<String> otherText() {
        return names.subList(5, 7);
    }

    /** Two arguments that are neither in the signature nor described. */
    List<String> unrelated() {
        return names.subList(7, 9);
    }

    /** These in the signature, and another in the third place. */
    List<String> unrelatedThen(String third) {
        return Stream.concat(unrelated().stream(), Stream.of(third)).toList();
    }

    /** The described arguments, and another in the answer's place. */
    List<String> describedThenOther() {
        return Stream.concat(text().stream(), Stream.of(names.get(1))).toList();
    }

    /** Each argument keeps the first word of its description; the others go to either. */
    DocstringWords sharedOut(PythonRandom random) {
        List<List<String>> shared =
                descriptions.stream()
                        .<List<String>>map(all -> new ArrayList<>(all.subList(0, 1)))
                        .toList();
        for (List<String> description : descriptions) {
            for (String word : description.subList(1, description.size())) {
                shared.get(random.randint(0, 1)).add(word);
            }
        }
        return new DocstringWords(names, summary, shared);
    }

    /**
     * A prompt, up to where the next argument would follow.
     *
     * @param signature three arguments, amid those that are never described
     * @param described two arguments
     */
    String prompt(List<String> signature, List<String> described) {
        var arguments =
                Stream.of(names.subList(12, 14), signature, names.subList(14, 15))
                        .flatMap(List::stream)
                        .toList();
        var lines = new StringBuilder();
        IntStream.range(0, described.size())
                .forEach(
                        i ->
                                lines.append(
                                        "    :param %s: %s\n"
                                                .formatted(
                                                        described.get(i),
                                                        String.join(" ", descriptions.get(i)))));
        return "\ndef %s(self, %s):\n    \"\"\"%s\n\n%s    :param"
                .formatted(
                        names.get(0),
                        String.join(", ", arguments),
                        String.join(" ", summary),
                        lines);
    }
}
