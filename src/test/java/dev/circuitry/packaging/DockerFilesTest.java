package dev.circuitry.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.database.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the images and the compose file promise, where no engine is there to try it. */
class DockerFilesTest {
    private final Manifest file = Manifest.parsed(read("docker/compose.yaml")).get(0);

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "docker/Dockerfile,      PYTORCH_VERSION=%s",
        "docker/natives.sh,      PYTORCH_VERSION=%s",
        "docker/Dockerfile.cuda, PYTORCH_VERSION=%s",
        "docker/Dockerfile.cuda, pytorch/pytorch:%s-cuda12.8",
        "docker/glue.py,         'VERSION, FLAVOR = \"%s\"'",
    })
    void theTorchIsTheOneThatIsBuiltAgainst(String file, String named) {
        var version = Pattern.compile("<pytorch.version>(.*)</").matcher(read("pom.xml"));
        assertThat(version.find()).isTrue();
        assertThat(read(file)).contains(named.formatted(version.group(1)));
    }

    @Test
    void theDatabaseIsOfTheVersionThatComesAlong() {
        assertThat(file.<String>at("$.services.database.image"))
                .isEqualTo("postgres:" + PostgresServer.MAJOR_VERSION);
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
