package dev.circuitry.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
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
                .setParameterExceptionHandler((wrong, words) -> explain(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> exitCodeOf(failure));
    }

    private static int explain(ParameterException wrong) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println("circuitry: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try java -jar circuitry.jar --help. Properties are written --NAME=VALUE.");
        return ExitCodes.WRONG_REQUEST;
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
