package dev.circuitry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.spec.Precision;
import dev.circuitry.testing.ToyModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnembeddingTest {
    private static final int D_MODEL = 6;

    @ParameterizedTest
    @CsvSource({"7, 1", "1100, 1", "1100, 2048", "1100, 10000", "1024, 1", "1600, 3000"})
    void logitsInPartsAreThoseOfOneProduct(int outputs, long atOnce) {
        var sizes = new Dimensions(1, 1, 1, D_MODEL, 4, 5, 3, 7, outputs);
        var config =
                new TransformerConfig(
                        sizes,
                        new AttentionConfig(true, true, 0),
                        new MlpConfig(Activation.RELU, false, false),
                        NormConfig.of(Normalization.NONE),
                        PositionConfig.STANDARD);
        var weights = ToyModels.weights(config);
        try (var manager = TensorEngine.open("cpu");
                var model = new Transformer(weights, manager, Precision.FLOAT64)) {
            var resid = manager.randomNormal(0, 1, new Shape(2, D_MODEL), DataType.FLOAT64);
            var parameters = weights.load(manager, Precision.FLOAT64);
            double[] expected =
                    resid.matMul(parameters.get("unembed.W_U"))
                            .add(parameters.get("unembed.b_U"))
                            .toDoubleArray();

            var parts = model.parts();
            assertThat(parts.logits(resid).toDoubleArray())
                    .containsExactly(expected, within(1e-14));
            assertThat(inParts(parts, resid, atOnce, manager))
                    .containsExactly(expected, within(1e-14));
        }
    }

    private static double[] inParts(
            ModelParts parts, NDArray resid, long atOnce, NDManager manager) {
        var read = new NDList();
        parts.logitsInParts(
                resid,
                atOnce,
                (logits, first) -> {
                    assertThat(first).isEqualTo(columns(read));
                    var part = logits.reshape(2, logits.size() / 2);
                    part.attach(manager); // for it goes with the reader's return
                    NDScope.unregister(part);
                    read.add(part);
                });
        return NDArrays.concat(read, 1).toDoubleArray();
    }

    private static long columns(NDList parts) {
        return parts.stream().mapToLong(part -> part.getShape().get(1)).sum();
    }
}
