package dev.circuitry.cli;

import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.tokenizer.Tokenizer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What computes here, found by computing; no database starts. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        description = {
            "",
            "Loads the native libraries, unpacking them where they are not yet, and says which they are and",
            "whether each device of circuitry.workers.devices computes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  java -jar circuitry.jar engine --circuitry.workers.devices=cuda:0,cuda:1",
            "Exit codes: 0 all compute, 1 one does not, and it says why."
        })
final class EngineCommand implements Callable<Integer> {
    private final Starter starter;

    EngineCommand(Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() {
        try (var context = starter.startOnly(ExperimentConfiguration.class)) {
            TensorEngine.whyUnusable("cpu")
                    .ifPresent(
                            why -> {
                                throw Refusal.failure("The engine cannot be loaded: " + why);
                            });
            TensorEngine.description()
                    .forEach((name, value) -> System.out.println(name + ": " + value));
            Tokenizer.loadLibrary();
            var devices = UsableDevices.of(context.getEnvironment());
            return devices.stream().filter(device -> !computes(device)).count() == 0
                    ? ExitCodes.DONE
                    : ExitCodes.FAILED;
        }
    }

    private static boolean computes(String device) {
        var why = TensorEngine.whyUnusable(device);
        System.out.println(device + ": " + why.map("cannot be used: "::concat).orElse("computes"));
        return why.isEmpty();
    }
}
