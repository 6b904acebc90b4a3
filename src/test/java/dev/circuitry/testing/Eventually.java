package dev.circuitry.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread, no longer than a test may take. */
public final class Eventually {
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();
    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private Eventually() {}

    /** Returns once it holds; fails after half a minute. */
    public static void holds(String what, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > LONGEST) {
                throw new AssertionError("not within 30 seconds: " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
