package dev.circuitry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves. */
@SpringBootApplication
public class CircuitryApplication {
    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(CircuitryApplication.class, args);
    }
}
