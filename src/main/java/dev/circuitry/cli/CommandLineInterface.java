package dev.circuitry.cli;

import dev.circuitry.experiment.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands what was typed and does it. */
public final class CommandLineInterface {
    private final Class<?> application;

    /**
     * The interface to an application.
     *
     * @param application the class from which Spring starts
     */
    public CommandLineInterface(Class<?> application) {
        this.application = application;
    }

    /**
     * Carries out a command, with what it has to say on standard output and error.
     *
     * @return an exit code, or {@link ExitCodes#SERVING} where the service has started
     */
    public int execute(String... typed) {
        Surroundings.prepare();
        try {
            var arguments = Arguments.of(typed);
            return commandLine(arguments).execute(arguments.words().toArray(String[]::new));
        } catch (Refusal refusal) {
            System.err.println("circuitry: " + refusal.text());
            return refusal.exitCode();
        }
    }

    private CommandLine commandLine(Arguments arguments) {
        var starter = new Starter(application, arguments.properties());
        return new CommandLine(new RootCommand(starter))
                .addSubcommand(new RunCommand(starter))
                .addSubcommand(new ModelsCommand(starter))
                .addSubcommand(new BenchCommand(starter))
                .addSubcommand(new EngineCommand(starter))
                .setParameterExceptionHandler((wrong, words) -> explain(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> exitCodeOf(failure));
    }

    private static int explain(ParameterException wrong) {
        var message = String.valueOf(wrong.getMessage());
        var unknown = unknownWord(wrong);
        if (unknown.isPresent()) {
            message = unknown.get() + " is unknown here. " + advice(unknown.get(), wrong);
        }
        System.err.println("circuitry: " + message);
        System.err.println(
                "Try java -jar circuitry.jar --help. Properties are written --NAME=VALUE.");
        return ExitCodes.WRONG_REQUEST;
    }

    /** A misspelt flag is the cause, and a required one that is missing for it the effect. */
    private static Optional<String> unknownWord(ParameterException wrong) {
        boolean mayBeTheCause =
                wrong instanceof UnmatchedArgumentException
                        || wrong instanceof MissingParameterException;
        return mayBeTheCause
                ? wrong.getCommandLine().getUnmatchedArguments().stream().findFirst()
                : Optional.empty();
    }

    private static String advice(String word, ParameterException wrong) {
        var command = wrong.getCommandLine().getCommandSpec();
        List<String> known = new ArrayList<>(command.optionsMap().keySet());
        known.addAll(command.subcommands().keySet());
        return NearestName.orAll(word, known);
    }

    private static int exitCodeOf(Exception failure) throws Exception {
        if (failure instanceof FailedStart start) {
            return start.exitCode();
        }
        if (failure instanceof Refusal refusal) {
            System.err.println("circuitry: " + refusal.text());
            return refusal.exitCode();
        }
        throw failure;
    }
}
