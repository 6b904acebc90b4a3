package dev.circuitry.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the compose file promises where no engine is there to try it. */
class ComposeFileTest {
    private final Manifest file = read();

    private static Manifest read() {
        try {
            return Manifest.parsed(Files.readString(Path.of("docker/compose.yaml"))).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theServiceIsPublishedOnLoopbackUnlessToldOtherwiseAndTheDatabaseNowhere() {
        assertThat(file.<List<String>>at("$.services.circuitry.ports"))
                .containsExactly("${CIRCUITRY_BIND:-127.0.0.1}:${CIRCUITRY_PORT:-8080}:8080");
        assertThat(file.<Map<String, Object>>at("$.services.database")).doesNotContainKey("ports");
        assertThat(file.<Map<String, Object>>at("$.services.worker-cuda"))
                .doesNotContainKey("ports");
    }

    @Test
    void whatRunsWaitsForAHealthyDatabaseAndHasTimeToEndAStep() {
        for (String service : List.of("circuitry", "worker-cuda")) {
            String path = "$.services." + service;
            assertThat(file.<String>at(path + ".depends_on.database.condition"))
                    .isEqualTo("service_healthy");
            assertThat(file.<String>at(path + ".stop_grace_period")).isEqualTo("40s");
            assertThat(file.<Boolean>at(path + ".read_only")).isTrue();
        }
        assertThat(file.<Object>at("$.services.database.healthcheck")).isNotNull();
    }

    @Test
    void theGpuWorkerStartsWithItsProfileAlone() {
        assertThat(file.<List<String>>at("$.services.worker-cuda.profiles"))
                .containsExactly("cuda");
        assertThat(file.<List<String>>at("$.services.worker-cuda..devices[0].driver"))
                .containsExactly("nvidia");
        assertThat(file.<Object>at("$.services.circuitry.profiles")).isNull();
    }
}
