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
            boolean all = true;
            for (String device : UsableDevices.of(context.getEnvironment())) {
                var why = TensorEngine.whyUnusable(device);
                System.out.println(
                        device + ": " + why.map("cannot be used: "::concat).orElse("computes"));
                all &= why.isEmpty();
            }
            TensorEngine.description()
                    .forEach((name, value) -> System.out.println(name + ": " + value));
            Tokenizer.loadLibrary();
            return all ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }
}
