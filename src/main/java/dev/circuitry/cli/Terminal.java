package dev.circuitry.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person looks on. */
@SuppressWarnings("SystemConsoleNull") // it asks the console where there always is one
final class Terminal {
    private Terminal() {}

    /** Whether standard input and output are a terminal. */
    static boolean isThere() {
        @Nullable Console console = System.console();
        return console != null && saysSo(console);
    }

    /** From Java 22 on there is a console in any case, which can be asked. */
    private static boolean saysSo(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}
