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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles opcode by opcode, friendly and hostile ones, and the archives they come in. */
public final class Pickles {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Pickles() {}

    /** A pickle that has only said its protocol. */
    public static Pickles start() {
        return new Pickles().raw(0x80, 2);
    }

    /** Bytes as they are: opcodes and their arguments. */
    public Pickles raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    /** Opcodes that are letters. */
    public Pickles ops(String opcodes) {
        bytes.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** A class or a function by its name. */
    public Pickles global(String module, String name) {
        return ops("c" + module + "\n" + name + "\n");
    }

    /** A string. */
    public Pickles text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.write('X');
        bytes.writeBytes(
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
        return this;
    }

    /** A whole number. */
    public Pickles number(int number) {
        bytes.write('J');
        bytes.writeBytes(
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
        return this;
    }

    /** A whole number beyond 32 bits. */
    public Pickles bigNumber(long number) {
        raw(0x8a, 8);
        bytes.writeBytes(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
        return this;
    }

    /** A storage of float32 numbers. */
    public Pickles storage(String key, int elements) {
        return ops("(").text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .number(elements)
                .ops("tQ");
    }

    /** What the pickle holds so far, ended. */
    public byte[] end() {
        return ops(".").bytes.toByteArray();
    }

    /** Writes tensors in float32 as torch.save writes a state dictionary. */
    public static void stateDictionary(Path file, Map<String, Tensor> tensors) {
        var pickle = start().ops("}(");
        Map<String, byte[]> storages = new LinkedHashMap<>();
        tensors.forEach(
                (name, tensor) -> {
                    String key = String.valueOf(storages.size());
                    pickle.text(name).tensor(key, tensor.shape());
                    var bytes =
                            ByteBuffer.allocate(tensor.values().length * Float.BYTES)
                                    .order(ByteOrder.LITTLE_ENDIAN);
                    Arrays.stream(tensor.values()).forEach(value -> bytes.putFloat((float) value));
                    storages.put(key, bytes.array());
                });
        archive(file, pickle.ops("u").end(), storages);
    }

    private void tensor(String key, long[] shape) {
        long[] strides = new long[shape.length];
        int step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= (int) shape[i];
        }
        global("torch._utils", "_rebuild_tensor_v2").ops("(").storage(key, step).number(0);
        for (long[] sizes : new long[][] {shape, strides}) {
            ops("(");
            Arrays.stream(sizes).forEach(size -> number((int) size));
            ops("t");
        }
        raw(0x89).global("collections", "OrderedDict").ops(")RtR");
    }

    /** Writes an archive as torch.save does, its entries stored as they are. */
    public static void archive(Path file, byte[] pickle, Map<String, byte[]> storages) {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            store(zip, "archive/data.pkl", pickle);
            for (var storage : storages.entrySet()) {
                store(zip, "archive/data/" + storage.getKey(), storage.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        var crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
