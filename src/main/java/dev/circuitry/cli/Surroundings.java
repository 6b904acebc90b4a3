package dev.circuitry.cli;

import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Tells the libraries what they read from the process and not from Spring: never to fetch or report
 * anything, and to unpack their natives under the home. What is already set stays.
 */
final class Surroundings implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    /** Settings that hold wherever the home is; to be called before any library is loaded. */
    static void prepare() {
        set("java.awt.headless", "true");
        set("ai.djl.offline", "true");
        set("OPT_OUT_TRACKING", "true");
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var home = event.getEnvironment().getProperty("circuitry.home", "~/.circuitry");
        var natives = natives(home).toString();
        set("DJL_CACHE_DIR", natives);
        set("ENGINE_CACHE_DIR", natives);
    }

    private static Path natives(String home) {
        var folder =
                home.startsWith("~/")
                        ? Path.of(System.getProperty("user.home"), home.substring(2))
                        : Path.of(home);
        return folder.toAbsolutePath().normalize().resolve("natives");
    }

    private static void set(String name, String value) {
        if (System.getenv(name) == null && System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
