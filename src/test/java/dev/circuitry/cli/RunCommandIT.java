package dev.circuitry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.CircuitryApplication;
import dev.circuitry.testing.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class RunCommandIT {
    @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir private Path out = Path.of(".");

    private int run(String... words) {
        var always =
                Stream.of(
                        "--out",
                        out.toString(),
                        "--spring.datasource.url=" + POSTGRES.url(),
                        "--spring.datasource.username=" + POSTGRES.user(),
                        "--spring.datasource.password=" + POSTGRES.password(),
                        "--circuitry.home=target/test-home");
        return new CommandLineInterface(CircuitryApplication.class)
                .execute(
                        Stream.concat(Stream.concat(Stream.of("run"), Arrays.stream(words)), always)
                                .toArray(String[]::new));
    }

    @Test
    void leavesTheKnownCircuitAndItsRecord(CapturedOutput output) throws IOException {
        assertThat(run("examples/tracr-reverse.json")).isEqualTo(ExitCodes.DONE);

        assertThat(output.getOut())
                .contains("15 of 106 edges kept, l2 ")
                .contains("It is the known circuit: the same 15 edges")
                .contains(out.toString());
        var graph = new JsonMapper().readTree(Files.readString(out.resolve("circuit.json")));
        assertThat(graph.path("graph").path("counted_edges").asInt()).isEqualTo(15);
        assertThat(ImageIO.read(out.resolve("circuit.png").toFile()).getWidth()).isPositive();
        assertThat(Files.readAllLines(out.resolve("decisions.csv"))).hasSize(58);
        assertThat(Files.readAllLines(out.resolve("steps.csv"))).hasSize(22);
        assertThat(Files.readString(out.resolve("manifest.json"))).contains("weights_sha256");
    }

    @Test
    void severalSpecsHaveAFolderEach(CapturedOutput output) {
        assertThat(
                        run(
                                "examples/or_gate.json",
                                "examples/tracr-proportion.json",
                                "--format",
                                "svg,eap"))
                .isEqualTo(ExitCodes.DONE);

        assertThat(output.getOut()).contains("2 of 19 edges kept").contains("10 of 38 edges kept");
        assertThat(out.resolve("or_gate/circuit.svg")).isNotEmptyFile();
        assertThat(out.resolve("or_gate/circuit.json")).doesNotExist();
        assertThat(out.resolve("tracr-proportion/circuit.eap.json")).isNotEmptyFile();
    }
}
