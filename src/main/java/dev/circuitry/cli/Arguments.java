package dev.circuitry.cli;

import dev.circuitry.experiment.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What was typed, parted into properties ({@code --server.port=9000}, told by the dot in their
 * names) and the command's own words.
 */
record Arguments(List<String> words, List<String> properties) {
    /** Settings of our own, which a misspelling must not leave at their defaults unnoticed. */
    private static final List<String> OWN =
            List.of(
                    "circuitry.home",
                    "circuitry.role",
                    "circuitry.jobs.resume-anywhere",
                    "circuitry.jobs.retention",
                    "circuitry.models.directory",
                    "circuitry.models.hugging-face-cache",
                    "circuitry.models.memory",
                    "circuitry.workers.devices",
                    "circuitry.workers.memory",
                    "circuitry.workers.threads",
                    "circuitry.allow-open");

    private static final String PREFIX = "circuitry.";

    private static final Pattern PROPERTY =
            Pattern.compile("--[\\w-]+(\\.[\\w\\[\\]-]+)+=.*", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    static Arguments of(String... typed) {
        List<String> words = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        for (String word : typed) {
            (PROPERTY.matcher(word).matches() ? properties : words).add(word);
        }
        properties.forEach(Arguments::requireKnown);
        return new Arguments(List.copyOf(words), List.copyOf(properties));
    }

    private static void requireKnown(String property) {
        var name = property.substring(2, property.indexOf('='));
        var plain = INDEX.matcher(name).replaceAll("");
        if (plain.startsWith(PREFIX) && !OWN.contains(plain)) {
            throw Refusal.wrongRequest("Unknown setting --" + name + ". " + advice(plain));
        }
    }

    /** The prefix that all share says nothing of what was meant. */
    private static String advice(String unknown) {
        var names = OWN.stream().map(known -> known.substring(PREFIX.length())).toList();
        return NearestName.near(unknown.substring(PREFIX.length()), names)
                .map(near -> "Did you mean --" + PREFIX + near + "?")
                .orElseGet(() -> "There are --" + String.join(", --", OWN) + ".");
    }
}
