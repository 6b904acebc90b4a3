package dev.circuitry.model.format.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.testing.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    private static NDManager manager;

    @TempDir private Path folder;

    @BeforeAll
    static void open() {
        manager = TensorEngine.open("cpu");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 0000c03f 000000c0, 1.5, -2",
        "F64, 000000000000f83f 9a9999999999b9bf, 1.5, -0.1",
        "F16, 003e 0100, 1.5, 5.9604644775390625e-8",
        "BF16, c03f 00c0, 1.5, -2",
        "I64, 0100000000002000 ffffffffffffffff, 9007199254740993, -1",
        "I32, 01000000 feffffff, 1, -2",
        "I16, 0100 feff, 1, -2",
        "I8, 01 fe, 1, -2",
        "U8, 01 fe, 1, 254",
        "BOOL, 01 00, 1, 0"
    })
    void numberTypesAreWidened(String type, String bytes, double first, double second) {
        byte[] numbers = java.util.HexFormat.of().parseHex(bytes.replace(" ", ""));
        for (String padding : new String[] {"", " "}) { // aligned or not
            var file = write(entry("x", type, "[2]", 0, numbers.length) + padding, numbers);
            var read = SafetensorsFile.read(file).get("x").read(manager, DataType.FLOAT64);
            assertThat(read.toDoubleArray()).containsExactly(first, second);
        }
    }

    @Test
    void largeTensorsAreReadByPieces() {
        var numbers = ByteBuffer.allocate(7 * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 21; i++) {
            numbers.putFloat(i);
        }
        var file = write(entry("x", "F32", "[7, 3]", 0, 84), numbers.array());
        var tensor = SafetensorsFile.read(file).get("x");
        var read = new TensorReader(tensor, manager, 6).read(DataType.FLOAT32);
        assertThat(read.getShape().getShape()).containsExactly(7, 3);
        assertThat(read.toFloatArray()).hasSize(21).startsWith(0, 1, 2).endsWith(19, 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | [1] | 0, 8 | the tensor x ends at byte 8 of the data and the file has 4",
                "8 | [1] | 0, 4 | the file has 4 bytes that no tensor claims",
                "8 | [1] | 4, 8 | the tensor x lies at bytes 4 to 8",
                "8 | [3] | 0, 8 | the tensor x has the shape [3] of F32 and 8 bytes",
                "8 | [-2] | 0, 8 | the tensor x has the shape [-2] of F32",
                "8 | [4294967296, 4294967296] | 0, 8 | the tensor x has the shape [4294967296, 4294967296]",
                "8 | [2] | 8, 0 | the tensor x lies at bytes 8 to 0",
                "8 | [2.5] | 0, 8 | the tensor x has something else than up to 8 whole numbers",
                "8 | [1,1,1,1,1,1,1,1,2] | 0, 8 | the tensor x has something else than up to 8",
                "8 | [1e400] | 0, 8 | the tensor x has something else",
                "8 | 2 | 0, 8 | the tensor x has no array of numbers"
            })
    void claimsAreCheckedAgainstTheFile(int bytes, String shape, String offsets, String message) {
        String header =
                "{\"x\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%s]}}"
                        .formatted(shape, offsets);
        var file = write(header, new byte[bytes]);
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("x.safetensors: " + message);
    }

    @Test
    void namesAreNotGivenTwice() {
        String header = entry("x", "F32", "[1]", 0, 4);
        String twice = header.substring(0, header.length() - 1) + "," + header.substring(1);
        var file = write(twice, new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("x.safetensors: the header is not JSON: Duplicate");
    }

    @Test
    void numberTypesThatAreNoParametersCanBeListedAndNotRead() {
        var file = write(entry("x", "F8_E5M2", "[2]", 0, 2), new byte[2]);
        var tensor = SafetensorsFile.read(file).get("x");
        assertThatThrownBy(tensor::requireReadable).hasMessageContaining("holds F8_E5M2 numbers");
    }

    private Path write(String header, byte[] numbers) {
        var file = folder.resolve("x.safetensors");
        SafetensorsWriter.write(file, header, numbers);
        return file;
    }

    private static String entry(String name, String type, String shape, int begin, int end) {
        return "{\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}}"
                .formatted(name, type, shape, begin, end);
    }
}
