package dev.circuitry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the archive. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "circuitry " + current(),
            "Java " + System.getProperty("java.version") + " on " + System.getProperty("os.name")
        };
    }

    /** E.g. {@code 0.1.0}; {@code development} where it was not started from an archive. */
    public static String current() {
        @Nullable String written = Version.class.getPackage().getImplementationVersion();
        return written == null ? "development" : written;
    }
}
