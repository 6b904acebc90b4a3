package dev.circuitry;

import dev.circuitry.cli.CommandLineInterface;
import dev.circuitry.cli.ExitCodes;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: serves, or carries out one command and ends. */
@SpringBootApplication
public class CircuitryApplication {
    /** Starts; see {@code --help}. */
    public static void main(String[] args) {
        int code = new CommandLineInterface(CircuitryApplication.class).execute(args);
        if (code != ExitCodes.SERVING) {
            System.exit(code);
        }
    }
}
