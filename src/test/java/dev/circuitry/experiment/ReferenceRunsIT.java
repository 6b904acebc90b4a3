package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.testing.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the original printed on trained models, where their folders are there: {@code mvn verify
 * -Pweights -Dweights.directory=DIR} with {@code gpt2} or {@code redwood_attn_2l} in it.
 */
@Tag("weights")
class ReferenceRunsIT {
    /** The original ran in float32 on a GPU. */
    private static final double TOLERANCE = 1e-3;

    private static final Path DIRECTORY =
            Path.of(System.getProperty("weights.directory", "")).toAbsolutePath();

    private static List<Decision> decisions(String model, Map<String, Object> job) {
        assumeTrue(Files.isDirectory(DIRECTORY.resolve(model)), model + " is not there");
        var experiments =
                new Experiments(
                        new ModelFolders(List.of(DIRECTORY), List.of()), Resources.UNLIMITED);
        Map<String, Object> fields = new LinkedHashMap<>(job);
        fields.put("zero_ablation", true);
        fields.put("indices_mode", "reverse");
        var spec =
                experiments.specReader(id -> Optional.empty(), List.of("cpu")).read(fields).spec();
        List<Decision> decisions = new ArrayList<>();
        var listener =
                new DiscoveryListener() {
                    @Override
                    public void decided(Decision decision) {
                        decisions.add(decision);
                    }
                };
        try (var experiment = experiments.assemble(spec, "cpu")) {
            experiment.run(null, listener, UnaryOperator.identity());
        }
        return decisions;
    }

    @Test
    void theNotebooksFirstStepDecidesAsItDid() {
        var decisions =
                decisions(
                        "gpt2",
                        Map.of(
                                "task",
                                "hybrid-retrieval",
                                "threshold",
                                0.0575,
                                "max_num_epochs",
                                1));
        var recorded = Golden.csv("notebook/first_step.csv");
        assertThat(decisions).hasSameSizeAs(recorded);
        for (int i = 0; i < decisions.size(); i++) {
            var row = recorded.get(i);
            var decision = decisions.get(i);
            assertThat(decision.effect())
                    .as("%s", decision.edge())
                    .isCloseTo(Double.parseDouble(row.get("delta")), within(TOLERANCE));
            assertThat(decision.kept()).isEqualTo(row.get("decision").equals("keep"));
        }
    }

    @Test
    void inductionKeepsTheTenEdgesThatItKept() {
        var kept =
                decisions(
                                "redwood_attn_2l",
                                Map.of("task", "induction", "threshold", 0.71, "num_examples", 10))
                        .stream()
                        .filter(Decision::kept)
                        .map(
                                decision ->
                                        decision.edge().receiver().label()
                                                + " <- "
                                                + decision.edge().sender().label())
                        .toList();
        assertThat(kept)
                .hasSize(10)
                .contains(
                        "a1.6_k <- a0.0", "a1.6_q <- embed", "a1.6_v <- embed", "a0.0_v <- embed");
    }
}
