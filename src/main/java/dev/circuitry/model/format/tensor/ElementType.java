package dev.circuitry.model.format.tensor;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The number types that files of tensors hold. */
public enum ElementType {
    F64(8, DataType.FLOAT64, "DoubleStorage"),
    F32(4, DataType.FLOAT32, "FloatStorage"),
    F16(2, DataType.FLOAT16, "HalfStorage"),
    /**
     * The upper half of a float32; the engine dies of it, so it is widened before it gets there.
     */
    BF16(2, DataType.FLOAT32, "BFloat16Storage"),
    I64(8, DataType.INT64, "LongStorage"),
    I32(4, DataType.INT32, "IntStorage"),
    /** Widened before it gets to the engine, which does not know it. */
    I16(2, DataType.INT32, "ShortStorage"),
    I8(1, DataType.INT8, "CharStorage"),
    U8(1, DataType.UINT8, "ByteStorage"),
    BOOL(1, DataType.BOOLEAN, "BoolStorage"),
    // known by their sizes, so that a file with them can be listed; never a parameter
    U16(2, null, null),
    U32(4, null, null),
    U64(8, null, null),
    F8_E4M3(1, null, null),
    F8_E5M2(1, null, null);

    private final int bytes;
    private final @Nullable DataType engineType;
    private final @Nullable String torchStorage;

    ElementType(int bytes, @Nullable DataType engineType, @Nullable String torchStorage) {
        this.bytes = bytes;
        this.engineType = engineType;
        this.torchStorage = torchStorage;
    }

    /** The type of that name in a safetensors header. */
    static Optional<ElementType> named(String safetensorsName) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(safetensorsName))
                .findFirst();
    }

    /** The type of the elements of a storage class of module torch. */
    static Optional<ElementType> ofStorage(String torchClass) {
        return Arrays.stream(values())
                .filter(type -> torchClass.equals(type.torchStorage))
                .findFirst();
    }

    /** Bytes an element takes in a file. */
    int bytes() {
        return bytes;
    }

    /** What the engine is given, or null where it can be given nothing. */
    @Nullable DataType engineType() {
        return engineType;
    }

    /** Whether elements are widened on the way to the engine. */
    boolean isWidenedFirst() {
        return this == BF16 || this == I16;
    }
}
