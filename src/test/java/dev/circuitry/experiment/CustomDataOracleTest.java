package dev.circuitry.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.circuitry.discovery.Acdc;
import dev.circuitry.discovery.CircuitEvaluator;
import dev.circuitry.discovery.Decision;
import dev.circuitry.discovery.DiscoveryListener;
import dev.circuitry.discovery.StepEvaluator;
import dev.circuitry.graph.Circuit;
import dev.circuitry.graph.Node;
import dev.circuitry.model.Weights;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.model.format.family.ConfigFields;
import dev.circuitry.model.format.family.Families;
import dev.circuitry.spec.Ablation;
import dev.circuitry.spec.JobSpec;
import dev.circuitry.testing.PlainCircuit;
import dev.circuitry.testing.PlainTransformer;
import dev.circuitry.testing.SafetensorsWriter;
import dev.circuitry.testing.ToyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole runs on folders and posted tokens, decision by decision, against ACDC on plain loops over
 * doubles, which share no tensor code with the service.
 */
class CustomDataOracleTest {
    /** An edge moves the metric by 1e-1 to 1e-4; sums of doubles in another order by 1e-14. */
    private static final double TOLERANCE = 1e-12;

    private static final int[][] CLEAN = {{3, 1, 4, 1}, {5, 9}, {2, 6, 5}};
    private static final int[][] CORRUPTED = {{3, 1, 5, 1}, {8, 9}, {2, 6, 4}};
    private static final int[][] CORRUPTED_FOR_MEANS = {{3, 1, 5, 1}, {8, 9, 7, 9}, {2, 6, 4, 3}};

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CORRUPTED | 'attn_only': true, 'normalization_type': 'LN'",
                "ZERO | 'attn_only': true, 'normalization_type': 'LN', 'positional_embedding_type': 'shortformer'",
                "MEAN | 'act_fn': 'gelu_new', 'd_mlp': 12",
                "CORRUPTED | 'act_fn': 'gelu_new', 'd_mlp': 12, 'normalization_type': 'LNPre'",
                "ZERO | 'act_fn': 'silu', 'd_mlp': 12, 'normalization_type': 'RMS', 'gated_mlp': true",
                "CORRUPTED | 'act_fn': 'gelu', 'd_mlp': 12, 'positional_embedding_type': 'rotary', 'rotary_dim': 2",
                "MEAN | 'act_fn': 'silu', 'd_mlp': 12, 'normalization_type': 'RMS', 'gated_mlp': true, 'n_key_value_heads': 1, 'positional_embedding_type': 'rotary'",
                "CORRUPTED | 'act_fn': 'relu', 'd_mlp': 12, 'normalization_type': null, 'attention_dir': 'bidirectional', 'parallel_attn_mlp': true"
            })
    void everyDecisionIsThatOfPlainLoops(Ablation ablation, String options) throws IOException {
        var weights = write(options);
        int[][] corrupted = ablation == Ablation.MEAN ? CORRUPTED_FOR_MEANS : CORRUPTED;
        var experiments =
                new Experiments(
                        new ModelFolders(List.of(directory), List.of()), Resources.UNLIMITED);
        var spec = spec(experiments, ablation, corrupted);
        List<Decision> found = new ArrayList<>();
        List<Decision> expected = new ArrayList<>();
        try (var experiment = experiments.assemble(spec, "cpu")) {
            experiment.run(null, into(found), evaluator -> evaluator);
            var oracle = new Oracle(new PlainTransformer(weights), ablation, corrupted);
            new Acdc(spec.acdc()).discover(experiment.graph(), oracle, into(expected));
        }

        assertThat(found).hasSameSizeAs(expected).hasSizeGreaterThan(20);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).edge()).isEqualTo(expected.get(i).edge());
            assertThat(found.get(i).kept()).isEqualTo(expected.get(i).kept());
            assertThat(found.get(i).after())
                    .as("decision %d, %s", i, found.get(i).edge())
                    .isCloseTo(expected.get(i).after(), within(TOLERANCE));
        }
    }

    private static JobSpec spec(Experiments experiments, Ablation ablation, int[][] corrupted) {
        return experiments
                .specReader(id -> Optional.empty(), List.of("cpu"))
                .read(
                        Map.of(
                                "task", "custom",
                                "model", "toy",
                                "threshold", 0.003,
                                "precision", "float64",
                                "processing", "none",
                                "ablation", ablation.wireName(),
                                "dataset",
                                        Map.of(
                                                "clean_tokens", lists(CLEAN),
                                                "corrupted_tokens", lists(corrupted))))
                .spec();
    }

    private static List<List<Integer>> lists(int[][] rows) {
        return Arrays.stream(rows).map(row -> IntStream.of(row).boxed().toList()).toList();
    }

    private static DiscoveryListener into(List<Decision> decisions) {
        return new DiscoveryListener() {
            @Override
            public void decided(Decision decision) {
                decisions.add(decision);
            }
        };
    }

    private Weights write(String options) throws IOException {
        var folder = Files.createDirectory(directory.resolve("toy"));
        var config = folder.resolve("config.json");
        var sizes =
                "{'n_layers': 2, 'd_model': 8, 'n_heads': 2, 'd_head': 4, 'n_ctx': 6, 'd_vocab': 11, ";
        Files.writeString(config, (sizes + options + "}").replace('\'', '"'));
        var fields = ConfigFields.of(config);
        var weights = ToyModels.weights(Families.of(fields).config(fields));
        SafetensorsWriter.write(folder.resolve("model.safetensors"), weights.tensors(), "F64");
        return weights;
    }

    /** KL divergence at each row's last token, by plain loops. */
    private record Oracle(PlainTransformer model, Ablation ablation, int[][] corrupted)
            implements CircuitEvaluator {
        @Override
        public StepEvaluator at(Circuit start) {
            return new StepEvaluator() {
                @Override
                public double[] evaluate(List<Circuit> circuits) {
                    return circuits.stream().mapToDouble(Oracle.this::measure).toArray();
                }

                @Override
                public void close() {}
            };
        }

        private double measure(Circuit circuit) {
            double sum = 0;
            for (int row = 0; row < CLEAN.length; row++) {
                double[][] clean = model.logits(CLEAN[row], false, (node, own) -> own);
                double[][] found =
                        model.logits(CLEAN[row], false, new PlainCircuit(circuit, ablated(row)));
                int last = CLEAN[row].length - 1;
                sum += divergence(logProbabilities(clean[last]), logProbabilities(found[last]));
            }
            return sum / CLEAN.length;
        }

        private Map<Node, double[][]> ablated(int row) {
            return ablation == Ablation.MEAN
                    ? PlainCircuit.meanAblated(model, CLEAN[row], corrupted, false)
                    : PlainCircuit.ablated(model, corrupted[row], false, ablation == Ablation.ZERO);
        }

        private static double[] logProbabilities(double[] logits) {
            double total = Math.log(Arrays.stream(logits).map(Math::exp).sum());
            return Arrays.stream(logits).map(logit -> logit - total).toArray();
        }

        private static double divergence(double[] from, double[] to) {
            return IntStream.range(0, from.length)
                    .mapToDouble(i -> Math.exp(from[i]) * (from[i] - to[i]))
                    .sum();
        }
    }
}
