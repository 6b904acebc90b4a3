package dev.circuitry.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Where models lie, and how much room their weights may take.
 *
 * @param directory with a folder a model
 * @param huggingFaceCache a hub of Hugging Face's; the one that its own tools use where none is
 *     named
 * @param memory for weights on a device; half of the machine's where nothing is said
 */
@ConfigurationProperties("circuitry.models")
record ModelSettings(
        String directory, @Nullable String huggingFaceCache, @Nullable DataSize memory) {
    Path folder() {
        return expanded(directory);
    }

    /** As Hugging Face's tools find it: HF_HUB_CACHE, HF_HOME/hub, or in the user's home. */
    Path cache() {
        if (huggingFaceCache != null) {
            return expanded(huggingFaceCache);
        }
        Map<String, String> environment = System.getenv();
        return Stream.of(
                        Optional.ofNullable(environment.get("HF_HUB_CACHE")).map(Path::of),
                        Optional.ofNullable(environment.get("HF_HOME"))
                                .map(home -> Path.of(home, "hub")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "huggingface", "hub"));
    }

    long bytes() {
        return memory == null ? physicalMemory() / 2 : memory.toBytes();
    }

    /** The machine's, in bytes. */
    static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    private static Path expanded(String path) {
        return path.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), path.substring(2))
                : Path.of(path);
    }
}
