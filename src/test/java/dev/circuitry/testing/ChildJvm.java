package dev.circuitry.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** A main class run in a JVM of its own, which a test can kill. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts the class's main method on this JVM's class path. */
    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** Reads its standard output up to a line that starts so, and returns that line. */
    public String awaitLine(String start) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
            before.add(line);
        }
        throw new AssertionError(
                "ended without a line '" + start + "…': " + String.join("\n", before));
    }

    /** Throws away what it prints from now on, so that it never waits to be read. */
    public void drain() {
        var draining = new Thread(() -> output.lines().forEach(line -> {}), "drain");
        draining.setDaemon(true);
        draining.start();
    }

    public long pid() {
        return process.pid();
    }

    /** Kills it (SIGKILL: it gets no chance to clean up) and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end (SIGTERM) and waits until it has. */
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Kills it if it is still alive. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
