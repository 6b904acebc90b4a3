package dev.circuitry.job;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The workers of this process.
 *
 * @param devices one worker each: {@code cpu} or {@code cuda:N}; one named twice has two workers
 */
@ConfigurationProperties("circuitry.workers")
record WorkerSettings(@DefaultValue("cpu") List<String> devices) {
    private static final Pattern DEVICE = Pattern.compile("cpu|cuda:\\d+");

    WorkerSettings {
        devices = devices.stream().map(String::strip).toList();
        for (String device : devices) {
            if (!DEVICE.matcher(device).matches()) {
                throw new IllegalArgumentException(
                        "circuitry.workers.devices: '" + device + "' is neither cpu nor cuda:N");
            }
        }
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("circuitry.workers.devices names no device");
        }
    }
}
