package dev.circuitry.cli;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.models.ModelListing;
import dev.circuitry.model.format.CheckpointFolder;
import dev.circuitry.model.format.FileHashes;
import dev.circuitry.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What models there are, and what is wrong with a folder; neither needs the database. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        description = {
            "",
            "Lists the models that jobs can name, or says what a folder holds and what is wrong with it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  java -jar circuitry.jar models list --circuitry.models.directory=/data/models",
            "  java -jar circuitry.jar models check /data/models/gpt2",
            "Exit codes: 0 done, 2 a folder cannot be used."
        })
final class ModelsCommand {
    private final Starter starter;

    ModelsCommand(Starter starter) {
        this.starter = starter;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "One line a model.")
    int list() {
        try (var context = starter.startOnly(ExperimentConfiguration.class)) {
            var experiments = context.getBean(Experiments.class);
            var models = experiments.models();
            int width = models.stream().mapToInt(model -> model.name().length()).max().orElse(0);
            models.forEach(
                    model ->
                            System.out.println(
                                    padded(model.name(), width) + "  " + described(model)));
            var folders = experiments.modelFolders();
            System.out.println("Looked in " + folders.directories() + " and " + folders.caches());
        }
        return ExitCodes.DONE;
    }

    private static String padded(String name, int width) {
        return name + " ".repeat(width - name.length());
    }

    private static String described(ModelListing model) {
        var sizes = model.sizes();
        if (model.reason() != null || sizes == null) {
            return "cannot be used: " + model.reason();
        }
        return "%s, %d layers of %s, %d wide, %,d edges"
                .formatted(
                        model.architecture(),
                        sizes.layers(),
                        heads(sizes.heads(), sizes.keyValueHeads()),
                        sizes.dModel(),
                        sizes.edges());
    }

    private static String heads(int heads, int keyValueHeads) {
        return (heads == 1 ? "1 head" : heads + " heads")
                + (heads == keyValueHeads
                        ? ""
                        : " in " + keyValueHeads + " groups of keys and values");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says what folders hold, or what is wrong with them.")
    int check(@Parameters(arity = "1..*", paramLabel = "FOLDER") List<Path> folders) {
        return folders.stream().filter(folder -> !isModel(folder)).count() == 0
                ? ExitCodes.DONE
                : ExitCodes.WRONG_REQUEST;
    }

    private static boolean isModel(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                System.err.println("circuitry: " + folder + ": there is no such folder");
                return false;
            }
            report(folder);
            return true;
        } catch (ProblemException wrong) {
            System.err.println("circuitry: " + wrong.detail());
            return false;
        }
    }

    private static void report(Path folder) {
        var checkpoint = CheckpointFolder.open(folder, new FileHashes());
        var sizes = checkpoint.source().config().dimensions();
        System.out.println(folder + ": a model of the kind " + checkpoint.architecture());
        System.out.printf(
                "  %d layers of %s, d_model %d, d_head %d, d_mlp %d, context %d, vocabulary %d%n",
                sizes.layers(),
                heads(sizes.heads(), sizes.keyValueHeads()),
                sizes.dModel(),
                sizes.dHead(),
                sizes.dMlp(),
                sizes.context(),
                sizes.vocabulary());
        System.out.println(
                "  processing \"default\": " + String.join(", ", checkpoint.processingSteps()));
        boolean texts = Files.isRegularFile(folder.resolve("tokenizer.json"));
        System.out.println(
                texts
                        ? "  tokenizer.json: data may be texts"
                        : "  no tokenizer.json: data are given as tokens");
        checkpoint
                .fileHashes()
                .forEach((name, hash) -> System.out.println("  " + hash + "  " + name));
    }
}
