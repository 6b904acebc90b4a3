package dev.circuitry.cli;

import dev.circuitry.job.Role;
import dev.circuitry.model.TensorEngine;
import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Refuses to start with a worker on a GPU that the engine cannot use: its jobs would fail one after
 * the other. Comes after {@link Surroundings}, for it loads the engine.
 */
final class UsableDevices implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        var role = Binder.get(environment).bind("circuitry.role", Role.class).orElse(Role.ALL);
        if (role.works()) {
            of(environment).stream()
                    .filter(device -> device.startsWith("cuda"))
                    .forEach(UsableDevices::require);
        }
    }

    /** The devices of the workers; what is no device at all, their settings refuse. */
    static List<String> of(Environment environment) {
        return Binder.get(environment)
                .bind("circuitry.workers.devices", Bindable.listOf(String.class))
                .orElse(List.of("cpu"))
                .stream()
                .map(String::strip)
                .filter(device -> device.matches("cpu|cuda:\\d{1,3}"))
                .distinct()
                .toList();
    }

    private static void require(String device) {
        TensorEngine.whyUnusable(device)
                .ifPresent(
                        why -> {
                            throw Refusal.failure(
                                    "circuitry.workers.devices names "
                                            + device
                                            + ", which cannot be used: "
                                            + why
                                            + ". The command engine tells what is loaded; a container"
                                            + " sees the GPUs that it is given (docker run --gpus all).");
                        });
    }
}
