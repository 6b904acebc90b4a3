package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.spec.Ablation;
import dev.circuitry.testing.Golden;
import dev.circuitry.testing.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cell of the ACDC demo's hybrid-retrieval edition, on a narrow model of GPT-2's graph. */
class NotebookCellTest {
    @TempDir private static Path models;

    private static Experiments experiments;

    @BeforeAll
    static void makeModel() throws IOException {
        ModelFolder.narrowGpt2(models.resolve("gpt2"));
        experiments =
                new Experiments(new ModelFolders(List.of(models), List.of()), Resources.UNLIMITED);
    }

    private static SpecReader.Reading read(int epochs) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("task", "hybrid-retrieval");
        cell.put("zero_ablation", true);
        cell.put("threshold", 0.0575);
        cell.put("indices_mode", "reverse");
        cell.put("first_cache_cpu", "False");
        cell.put("second_cache_cpu", "False");
        cell.put("max_num_epochs", epochs);
        return experiments.specReader(id -> java.util.Optional.empty(), List.of("cpu")).read(cell);
    }

    @Test
    void isAcceptedAsItIs() {
        var reading = read(100);
        var spec = reading.spec();
        assertThat(spec.measure().ablation()).isEqualTo(Ablation.ZERO);
        assertThat(spec.measure().metric()).isEqualTo("kl_div");
        assertThat(spec.subject().sampling().numExamples()).isEqualTo(20);
        assertThat(spec.subject().sampling().seqLen()).isEqualTo(24);
        assertThat(reading.details()).anyMatch(said -> said.contains("first_cache_cpu"));
    }

    @Test
    void testsTheFirstStepsEdgesInTheRecordedOrder() {
        List<String> tested = new ArrayList<>();
        var listener =
                new DiscoveryListener() {
                    @Override
                    public void decided(Decision decision) {
                        tested.add(decision.edge().receiver() + " <- " + decision.edge().sender());
                    }
                };
        try (var experiment = experiments.assemble(read(1).spec(), "cpu")) {
            experiment.run(null, listener, UnaryOperator.identity());
        }
        assertThat(tested).isEqualTo(recorded());
    }

    private static List<String> recorded() {
        return Golden.csv("notebook/first_step.csv").stream()
                .map(row -> name(row, "receiver") + " <- " + name(row, "sender"))
                .toList();
    }

    private static String name(CSVRecord row, String end) {
        var head = row.get(end + "_head");
        return row.get(end) + (head.isEmpty() ? "[:]" : "[:, :, " + head + "]");
    }
}
