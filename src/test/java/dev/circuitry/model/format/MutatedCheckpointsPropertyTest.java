package dev.circuitry.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.Precision;
import dev.circuitry.testing.Pickles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a checkpoint, opening and loading it gives a model or a clear no. */
class MutatedCheckpointsPropertyTest {
    private static final Path FOLDERS = Path.of("src/test/resources/golden/hf-architectures");
    private static final List<String> BASES =
            List.of("gpt2", "gpt2-pickled", "llama-untied", "mistral", "neox-sequential", "qwen2");
    private static final int MUTANTS = Integer.getInteger("circuitry.mutants", 200);
    private static final int FIRST_SEED = Integer.getInteger("circuitry.first-seed", 0);
    private static final Pattern SHAPE = Pattern.compile("\"shape\":\\[[0-9,]*]");

    @TempDir private Path temp;

    @Test
    void everyMutantIsAModelOrAClearNo() throws IOException {
        try (var manager = TensorEngine.open("cpu")) {
            int refused = 0;
            for (int seed = FIRST_SEED; seed < FIRST_SEED + MUTANTS; seed++) {
                var random = new Random(seed);
                var folder = copy(BASES.get(random.nextInt(BASES.size())), seed);
                mutate(folder, random);
                refused += isRefused(folder, manager, seed) ? 1 : 0;
                delete(folder);
            }
            assertThat(refused).isGreaterThan(MUTANTS / 3);
            assertThat(temp.resolve("ran")).doesNotExist();
        }
    }

    private static boolean isRefused(Path folder, NDManager manager, int seed) {
        try (var scratch = manager.newSubManager()) {
            CheckpointFolder.open(folder, new FileHashes())
                    .processed()
                    .load(scratch, Precision.FLOAT32);
            return false;
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo(ProblemCode.MODEL_UNUSABLE);
            assertThat(e.detail()).contains("mutant-" + seed);
            return true;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void mutate(Path folder, Random random) throws IOException {
        var files = files(folder);
        var file = files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        switch (random.nextInt(7)) {
            case 0 -> Files.write(file, flipped(bytes, bytes.length, random));
            case 1 -> Files.write(file, flipped(bytes, Math.min(400, bytes.length), random));
            case 2 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 3 -> Files.write(file, withAnotherNumber(bytes, random));
            case 4 -> swapShapes(weights(folder, random), random);
            case 5 -> claimHeader(weights(folder, random), random);
            default -> hostile(folder, random);
        }
    }

    private static byte[] flipped(byte[] bytes, int within, Random random) {
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** A digit becomes another, or many: sizes that no longer agree, or are absurd. */
    private static byte[] withAnotherNumber(byte[] bytes, Random random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int[] digits = text.chars().limit(3000).toArray();
        int[] places =
                IntStream.range(0, digits.length)
                        .filter(i -> Character.isDigit(digits[i]))
                        .toArray();
        if (places.length == 0) {
            return bytes;
        }
        int at = places[random.nextInt(places.length)];
        String number = random.nextBoolean() ? "" + random.nextInt(10) : "" + random.nextLong();
        return (text.substring(0, at) + number + text.substring(at + 1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void swapShapes(Path file, Random random) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        var shapes = SHAPE.matcher(text).results().toList();
        if (shapes.isEmpty()) {
            return;
        }
        var one = shapes.get(random.nextInt(shapes.size()));
        String other = shapes.get(random.nextInt(shapes.size())).group();
        if (one.group().length() == other.length()) {
            text = text.substring(0, one.start()) + other + text.substring(one.end());
        }
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private static void claimHeader(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        long[] claims = {1L << 60, Long.MAX_VALUE, -1, bytes.length, 0, 100_000_000};
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, claims[random.nextInt(claims.length)]);
        Files.write(file, bytes);
    }

    /** The whole checkpoint is a pickle that wants something else than to be read. */
    private void hostile(Path folder, Random random) throws IOException {
        for (var file : files(folder)) {
            if (!file.endsWith("config.json")) {
                Files.delete(file);
            }
        }
        var pickle = Pickles.start();
        switch (random.nextInt(9)) {
            case 0 ->
                    pickle.global("os", "system")
                            .ops("(")
                            .text("touch " + temp.resolve("ran"))
                            .ops("tR");
            case 1 -> pickle.global("builtins", "exec").ops("(").text("open('ran', 'w')").ops("tR");
            case 2 -> pickle.ops("X").raw(0xff, 0xff, 0xff, 0x7f);
            case 3 -> pickle.ops("B").raw(0xff, 0xff, 0xff, 0x7f);
            case 4 -> pickle.ops("]".repeat(200_000)).ops("a".repeat(100_000));
            case 5 -> pickle.ops(")").ops("\u0085".repeat(100_000));
            case 6 -> tensor(pickle, Long.MAX_VALUE, 1);
            case 7 -> tensor(pickle, 1L << 40, 0);
            default ->
                    pickle.ops("}")
                            .raw('q', 0)
                            .text("a")
                            .ops("h")
                            .raw(0)
                            .ops("sh")
                            .raw(0)
                            .ops("]s");
        }
        Pickles.archive(
                folder.resolve("pytorch_model.bin"), pickle.end(), Map.of("0", new byte[64]));
    }

    private static void tensor(Pickles pickle, long length, int stride) {
        pickle.ops("}")
                .text("transformer.wte.weight")
                .global("torch._utils", "_rebuild_tensor_v2")
                .ops("(")
                .storage("0", 16)
                .number(0)
                .bigNumber(length)
                .raw(0x85)
                .number(stride)
                .raw(0x85)
                .raw(0x89)
                .global("collections", "OrderedDict")
                .ops(")RtRs");
    }

    private static Path weights(Path folder, Random random) throws IOException {
        var weights =
                files(folder).stream().filter(file -> !file.toString().endsWith(".json")).toList();
        return weights.get(random.nextInt(weights.size()));
    }

    private Path copy(String base, int seed) throws IOException {
        var folder = Files.createDirectory(temp.resolve("mutant-" + seed));
        for (var file : files(FOLDERS.resolve(base))) {
            if (!file.endsWith("recorded.json")) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        for (var file : files(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
