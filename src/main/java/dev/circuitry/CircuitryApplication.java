package dev.circuitry;

/** Placeholder that compiles. */
public final class CircuitryApplication {
    private CircuitryApplication() {}

    /** Starts. */
    public static void main(String[] args) {}
}
