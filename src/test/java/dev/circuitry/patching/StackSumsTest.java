package dev.circuitry.patching;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.TensorEngine;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of whole numbers, so that no sum is rounded: additions one by one give the same to the bit. */
class StackSumsTest {
    private static final int SENDERS = 7;
    private static final int SUMS = 3;
    private static final int BATCH = 4;
    private static final int LENGTH = 5;

    private final Random random = new Random(1);

    /**
     * Widths that are read whole, in two pieces and in three; senders of each sum, the last none.
     */
    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 6, 04/3/",
        "FLOAT32, 256, 04/3/",
        "FLOAT32, 288, 5/136/",
        "FLOAT32, 131, 04/3/",
        "FLOAT32, 6, 012356/0123456/",
        "FLOAT32, 256, 012356/0123456/",
        "FLOAT32, 256, //",
        "FLOAT64, 6, 04/3/",
        "FLOAT64, 256, 012356/0123456/",
        "FLOAT64, 6, //"
    })
    void areWhatAdditionsMakeOfTheirSenders(DataType type, int width, String sendersOfEach) {
        try (var manager = TensorEngine.open("cpu")) {
            for (int variants : new int[] {1, 2}) {
                var shape = new Shape((long) variants * BATCH, LENGTH, width);
                var values = some(SENDERS, shape, type, manager);
                var bases = some(SENDERS, new Shape(BATCH, LENGTH, width), type, manager);
                var references = some(SUMS, new Shape(BATCH, LENGTH, width), type, manager);
                var stack = stack(values, bases, manager);
                var senders = senders(sendersOfEach);
                var sums = new StackSums(stack, senders);

                var all = sums.all(references); // [rows, pos, sums, d_model]
                long last = (variants - 1) * (long) BATCH;
                var part = sums.at(references, last + 1, last + 3);
                var variant = sums.at(references, last, last + BATCH);
                for (int i = 0; i < SUMS; i++) {
                    var expected = Variants.repeated(references.get(i), variants);
                    for (int sender : senders.get(i).stream().toArray()) {
                        var base = Variants.repeated(bases.get(sender), variants);
                        expected = expected.add(values.get(sender).sub(base));
                    }
                    assertThat(sum(all, i)).isEqualTo(expected);
                    var ofLast = expected.get(new NDIndex("{}:", last));
                    assertThat(sum(part, i)).isEqualTo(ofLast.get("1:3"));
                    assertThat(sum(variant, i)).isEqualTo(ofLast);
                }
            }
        }
    }

    private NDList some(int count, Shape shape, DataType type, NDManager manager) {
        var list = new NDList();
        for (int i = 0; i < count; i++) {
            var side = new Shape(shape.get(0), shape.get(1), 2, shape.get(2)); // as of two heads
            double[] numbers = random.doubles(side.size(), -8, 8).map(Math::rint).toArray();
            var heads = manager.create(numbers, side).toType(type, false);
            list.add(heads.get(new NDIndex(":, :, 1")));
        }
        return list;
    }

    /** Put there in two goes, in no order, with room to spare. */
    private static DifferenceStack stack(NDList values, NDList bases, NDManager manager) {
        var buffer = new DifferenceStack.Buffer(values.get(0).getDataType(), 1, manager);
        var stack = new DifferenceStack(buffer, SENDERS + 2, values.get(0).getShape());
        for (var some : List.of(List.of(4, 0, 6), List.of(5, 3, 1, 2))) {
            var ofSome = new NDList(some.stream().map(values::get).toList());
            stack.push(some, ofSome, new NDList(some.stream().map(bases::get).toList()));
        }
        return stack;
    }

    /** A digit a sender. */
    private static List<BitSet> senders(String ofEach) {
        return Stream.of(ofEach.split("/", -1))
                .map(digits -> digits.chars().map(digit -> digit - '0'))
                .map(numbers -> numbers.collect(BitSet::new, BitSet::set, BitSet::or))
                .toList();
    }

    @Test
    void onAnEmptyStackAreTheReferences() {
        try (var manager = TensorEngine.open("cpu")) {
            var shape = new Shape(BATCH, LENGTH, 6);
            var buffer = new DifferenceStack.Buffer(DataType.FLOAT32, 1, manager);
            var stack = new DifferenceStack(buffer, SENDERS, shape);
            var references = some(1, shape, DataType.FLOAT32, manager);

            var sums = new StackSums(stack, List.of(new BitSet())).all(references);

            assertThat(sum(sums, 0)).isEqualTo(references.get(0));
        }
    }

    private static NDArray sum(NDArray sums, int which) {
        return sums.get(new NDIndex(":, :, {}", which));
    }
}
