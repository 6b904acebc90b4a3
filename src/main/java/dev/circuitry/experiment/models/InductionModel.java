package dev.circuitry.experiment.models;

import dev.circuitry.model.Activation;
import dev.circuitry.model.AttentionConfig;
import dev.circuitry.model.Dimensions;
import dev.circuitry.model.MlpConfig;
import dev.circuitry.model.NormConfig;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.PositionConfig;
import dev.circuitry.model.Tensor;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained model that comes with the service: two layers of attention that continue repeated
 * random tokens. Its card lies beside its weights; {@code src/main/python} has the training.
 */
final class InductionModel {
    private static final String WEIGHTS = "induction-2l/model.safetensors";
    private static final TransformerConfig CONFIG =
            new TransformerConfig(
                    Dimensions.ungrouped(2, 4, 64, 32, 0, 64, 64, 64),
                    AttentionConfig.CAUSAL,
                    MlpConfig.plain(Activation.RELU),
                    NormConfig.of(Normalization.NONE),
                    PositionConfig.SHORTFORMER);

    private InductionModel() {}

    /** Its weights, float32 each. */
    static Weights weights() {
        var file = ByteBuffer.wrap(read()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(file.getLong())];
        file.get(header);
        var data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        var tensors = new TreeMap<String, Tensor>();
        JsonMapper.shared()
                .readTree(new String(header, StandardCharsets.UTF_8))
                .properties()
                .forEach(entry -> tensors.put(entry.getKey(), tensor(entry.getValue(), data)));
        return new Weights(CONFIG, tensors);
    }

    private static byte[] read() {
        try (var in = InductionModel.class.getResourceAsStream(WEIGHTS)) {
            if (in == null) {
                throw new IllegalStateException("lacks " + WEIGHTS);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Tensor tensor(JsonNode described, ByteBuffer data) {
        int begin = described.get("data_offsets").get(0).asInt();
        int end = described.get("data_offsets").get(1).asInt();
        double[] values =
                IntStream.range(0, (end - begin) / Float.BYTES)
                        .mapToDouble(i -> data.getFloat(begin + i * Float.BYTES))
                        .toArray();
        long[] shape = described.get("shape").valueStream().mapToLong(JsonNode::asLong).toArray();
        return new Tensor(shape, values);
    }
}
