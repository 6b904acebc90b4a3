package dev.circuitry.testing;

/** Tests that take long have a short form, and their full form with {@code -Psoak}. */
public final class Soak {
    private Soak() {}

    /** How often something is done. */
    public static int times(int shortForm, int fullForm) {
        return Boolean.getBoolean("circuitry.soak") ? fullForm : shortForm;
    }
}
