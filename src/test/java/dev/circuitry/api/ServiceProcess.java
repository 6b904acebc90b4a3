package dev.circuitry.api;

import dev.circuitry.CircuitryApplication;
import dev.circuitry.testing.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A service in a process of its own, which a test can kill. */
final class ServiceProcess implements AutoCloseable {
    private static final String SERVING = "Serving at http://127.0.0.1:";

    private final ChildJvm process;

    private ServiceProcess(ChildJvm process) {
        this.process = process;
    }

    /** Starts one and does not wait for it. */
    static ServiceProcess start(String... properties) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.add("--server.port=0");
        arguments.add("--logging.pattern.console=%m%n");
        return new ServiceProcess(
                ChildJvm.start(CircuitryApplication.class, arguments.toArray(String[]::new)));
    }

    /** Waits until it serves. */
    Client client() throws IOException {
        var rest = process.awaitLine(SERVING).substring(SERVING.length());
        process.drain();
        return new Client(Integer.parseInt(rest.replaceFirst("\\D.*", "")));
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    void stop() throws InterruptedException {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
