package dev.circuitry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.CircuitryApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is answered without a database. */
@ExtendWith(OutputCaptureExtension.class)
class CommandLineInterfaceTest {
    /** Where natives stay unpacked from run to run. */
    private static final String KEPT_HOME = "--circuitry.home=target/test-home";

    @TempDir private Path folder = Path.of(".");

    private static int execute(String... words) {
        return new CommandLineInterface(CircuitryApplication.class).execute(words);
    }

    private String spec(String json) throws IOException {
        return Files.writeString(folder.resolve("spec.json"), json).toString();
    }

    private int run(String spec) {
        return execute("run", spec, "--out", folder.resolve("out").toString());
    }

    @Test
    void refusesHalfOfTheWorkWithoutADatabaseToShare(CapturedOutput output) {
        assertThat(execute("--circuitry.role=worker")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr())
                .contains("circuitry.role=worker")
                .contains("spring.datasource.url");
        assertThat(execute("--circuitry.role=boss")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr()).contains("must be all, api or worker, but is boss");
    }

    @Test
    void helpTeaches(CapturedOutput output) {
        assertThat(execute("--help")).isEqualTo(ExitCodes.DONE);
        assertThat(output.getOut())
                .contains("run examples/tracr-reverse.json --out out")
                .contains("Exit codes: 0 done, 1 the job failed, 2 the request was wrong.");
        assertThat(execute("run", "--help")).isEqualTo(ExitCodes.DONE);
        assertThat(output.getOut()).contains("circuit.png").contains("--format");
    }

    @Test
    void versionIsOneOfOurs(CapturedOutput output) {
        assertThat(execute("--version")).isEqualTo(ExitCodes.DONE);
        assertThat(output.getOut()).startsWith("circuitry ");
    }

    @Test
    void unknownWordsNameTheNearest(CapturedOutput output) {
        assertThat(execute("rnu")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute("--hlep")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute("run", "a.json", "--otu", "x")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute("run", "a.json", "--ouut=x")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute("--circuitry.hoem=x")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr())
                .contains("Did you mean run?")
                .contains("Did you mean --help?")
                .contains("--otu is unknown here. Did you mean --out?")
                .contains("--ouut=x is unknown here. Did you mean --out?")
                .contains("Did you mean --circuitry.home?")
                .doesNotContain("Missing");
    }

    @Test
    void unknownWordsThatAreLikeNothingListWhatThereIs(CapturedOutput output) {
        assertThat(execute("banana")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute("run", "a.json", "--parallel", "--out", "x"))
                .isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute("--circuitry.retention=x")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr())
                .contains("banana is unknown here. There are ")
                .contains("--parallel is unknown here. There are --out, --format")
                .contains("There are --circuitry.home, ")
                .doesNotContain("Did you mean");
    }

    @Test
    void aMissingFlagIsNamed(CapturedOutput output) {
        assertThat(execute("run", "a.json")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr()).contains("Missing required option: '--out=DIR'");
    }

    @Test
    void wrongSpecificationsPrintEveryRule(CapturedOutput output) throws IOException {
        assertThat(run(spec("{\"task\": \"tracr-revers\", \"treshold\": 1}")))
                .isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr())
                .contains("  task: ")
                .contains("  threshold: ")
                .contains("  treshold: ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void filesThatAreNoSpecification(CapturedOutput output) throws IOException {
        assertThat(run(folder.resolve("none.json").toString())).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(run(folder.toString())).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(run(spec("{\"threshold\": NaN}"))).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(run(spec("[]"))).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr())
                .contains("There is no file")
                .contains("line 1, column")
                .contains("NaN and Infinity are not JSON numbers")
                .contains("is not a JSON object");
    }

    @Test
    void unknownFormatsNameThoseThereAre(CapturedOutput output) throws IOException {
        assertThat(execute("run", spec("{}"), "--out", "x", "--format", "json,gif"))
                .isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr()).contains("no format gif").contains("graphml");
    }

    @Test
    void addressesThatOthersReachAreRefused(CapturedOutput output) {
        var home = "--circuitry.home=" + folder;
        assertThat(execute(home, "--server.address=0.0.0.0")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute(home, "--server.address=")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(execute(home, "--management.server.port=0")).isEqualTo(ExitCodes.WRONG_REQUEST);
        assertThat(output.getErr()).contains("circuitry.allow-open").contains("management.server");
        assertThat(output.getErr().lines()).hasSize(3);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void theEngineTellsWhatComputes(CapturedOutput output) {
        assertThat(execute("engine", KEPT_HOME)).isEqualTo(ExitCodes.DONE);
        assertThat(output.getOut()).contains("pytorch: 2.7.1").contains("cpu: computes");
    }

    @Test
    void aGpuThatCannotBeUsedIsAnErrorAndNotTheCpu(CapturedOutput output) {
        var none = "--circuitry.workers.devices=cpu,cuda:99";
        assertThat(execute("engine", KEPT_HOME, none)).isEqualTo(ExitCodes.FAILED);
        assertThat(output.getOut())
                .contains("cpu: computes")
                .containsPattern("cuda:99: cannot be used: .{10}");
        assertThat(execute(KEPT_HOME, none)).isEqualTo(ExitCodes.FAILED);
        assertThat(output.getErr())
                .containsPattern("workers.devices names cuda:99, which cannot be used: .{10}");
    }
}
