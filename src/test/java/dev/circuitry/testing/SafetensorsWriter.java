package dev.circuitry.testing;

import dev.circuitry.model.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes tensors as safetensors files, in float32 or float64. */
public final class SafetensorsWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SafetensorsWriter() {}

    /** Writes a file of tensors in float32. */
    public static void write(Path file, Map<String, Tensor> tensors) {
        write(file, tensors, "F32");
    }

    /**
     * Writes a file of tensors.
     *
     * @param type F32 or F64
     */
    public static void write(Path file, Map<String, Tensor> tensors, String type) {
        ObjectNode header = JSON.createObjectNode();
        var numbers = new ByteArrayOutputStream();
        tensors.forEach(
                (name, tensor) -> {
                    int begin = numbers.size();
                    numbers.writeBytes(bytes(tensor, type));
                    var entry = header.putObject(name).put("dtype", type);
                    var shape = entry.putArray("shape");
                    for (long length : tensor.shape()) {
                        shape.add(length);
                    }
                    entry.putArray("data_offsets").add(begin).add(numbers.size());
                });
        write(file, header.toString(), numbers.toByteArray());
    }

    /** Writes a file of a header and what follows it, whether or not they agree. */
    public static void write(Path file, String header, byte[] numbers) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        var all =
                ByteBuffer.allocate(Long.BYTES + json.length + numbers.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .put(numbers);
        try {
            Files.write(file, all.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Tensor tensor, String type) {
        int width = type.equals("F64") ? Double.BYTES : Float.BYTES;
        var bytes =
                ByteBuffer.allocate(tensor.values().length * width).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : tensor.values()) {
            if (width == Double.BYTES) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
        return bytes.array();
    }
}
