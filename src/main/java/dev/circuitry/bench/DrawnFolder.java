package dev.circuitry.bench;

import ai.djl.ndarray.NDArray;
import dev.circuitry.model.Activation;
import dev.circuitry.model.Normalization;
import dev.circuitry.model.Positions;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.spec.Precision;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A shape's drawn weights as a folder in TransformerLens' format, for a service to find. */
public final class DrawnFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DrawnFolder() {}

    /**
     * Writes it.
     *
     * @param folder is made
     * @param seed of the weights
     */
    public static void write(Path folder, BenchShape shape, int seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("config.json"), JSON.writeValueAsString(config(shape.config())));
        try (var manager = TensorEngine.open("cpu")) {
            var weights =
                    new TreeMap<>(
                            new RandomWeights(shape.config(), seed)
                                    .load(manager, Precision.FLOAT32));
            write(folder.resolve("model.safetensors"), weights);
        }
    }

    private static Map<String, Object> config(TransformerConfig config) {
        var sizes = config.dimensions();
        var positions = config.positions();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("n_layers", sizes.layers());
        fields.put("d_model", sizes.dModel());
        fields.put("n_heads", sizes.heads());
        fields.put("n_key_value_heads", sizes.keyValueHeads());
        fields.put("d_head", sizes.dHead());
        fields.put("n_ctx", sizes.context());
        fields.put("d_vocab", sizes.vocabulary());
        fields.put("attn_only", !sizes.hasMlps());
        if (sizes.hasMlps()) {
            fields.put("d_mlp", sizes.dMlp());
            fields.put(
                    "act_fn", config.mlp().activation() == Activation.SILU ? "silu" : "gelu_new");
            fields.put("gated_mlp", config.mlp().gated());
        }
        fields.put(
                "normalization_type",
                config.norm().kind() == Normalization.RMS_PRE ? "RMSPre" : "LNPre");
        fields.put("positional_embedding_type", positions.kind().name().toLowerCase(Locale.ROOT));
        if (positions.kind() == Positions.ROTARY) {
            fields.put("rotary_dim", sizes.dHead());
        }
        return fields;
    }

    private static void write(Path file, Map<String, NDArray> tensors) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        long offset = 0;
        for (var tensor : tensors.entrySet()) {
            long end = offset + tensor.getValue().size() * Float.BYTES;
            header.put(
                    tensor.getKey(),
                    Map.of(
                            "dtype", "F32",
                            "shape", tensor.getValue().getShape().getShape(),
                            "data_offsets", List.of(offset, end)));
            offset = end;
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(json.length)
                            .array());
            out.write(json);
            for (NDArray tensor : tensors.values()) {
                out.write(bytes(tensor.toFloatArray()));
            }
        }
    }

    private static byte[] bytes(float[] values) {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
