package dev.circuitry.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Refuses to serve on an address that other machines reach, as long as nothing asks who they are:
 * anyone who reaches the service may run, read and delete jobs.
 */
final class LoopbackOnly implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment environment = event.getEnvironment();
        if (environment.getProperty("circuitry.allow-open", Boolean.class, false)) {
            return;
        }
        requireLoopback(environment, "server.address");
        if (environment.containsProperty("management.server.port")) {
            requireLoopback(environment, "management.server.address");
        }
    }

    private static void requireLoopback(Environment environment, String property) {
        var address = environment.getProperty(property, "");
        if (!isLoopback(address)) {
            throw Refusal.wrongRequest(
                    property
                            + (address.isBlank()
                                    ? " is not set, so other"
                                    : " is " + address + ": other")
                            + " machines could run and delete jobs, because the service does not ask who they are."
                            + " Leave it at 127.0.0.1, or add --circuitry.allow-open=true if your network keeps"
                            + " strangers out.");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
