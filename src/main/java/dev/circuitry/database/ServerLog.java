package dev.circuitry.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the server and the programs that make and start it print; it grows by some lines a start.
 */
record ServerLog(Path file) {

    /** Where what is printed from now on will begin. */
    long end() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The last error printed since, in its own words. */
    String lastErrorSince(long end) throws IOException {
        byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int from = (int) Math.min(end, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8)
                .lines()
                .filter(
                        line ->
                                line.contains("error: ")
                                        || line.contains("FATAL: ")
                                        || line.contains("PANIC: "))
                .reduce((earlier, later) -> later)
                .orElse("it printed no error");
    }
}
