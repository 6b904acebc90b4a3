package dev.circuitry.model.format.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;

/**
 * A tensor in a file, known by what the file's header says and checked against the file's size.
 *
 * @param name in the file
 * @param type of its elements, little-endian
 * @param shape sizes of the dimensions, the slowest first
 * @param strides elements from one step along each dimension to the next
 * @param place where its first element lies
 */
public record StoredTensor(
        String name, ElementType type, long[] shape, long[] strides, Place place) {
    /**
     * Where something lies.
     *
     * @param file in which file
     * @param position at which byte
     */
    public record Place(Path file, long position) {}

    /** One whose elements lie in row-major order. */
    static StoredTensor rowMajor(String name, ElementType type, long[] shape, Place place) {
        return new StoredTensor(name, type, shape, Shapes.rowMajorStrides(shape), place);
    }

    /** The file it is in. */
    public Path file() {
        return place.file();
    }

    /**
     * Says no to number types that no parameter is read from.
     *
     * @throws dev.circuitry.problem.ProblemException naming the tensor
     */
    public void requireReadable() {
        if (type.engineType() == null) {
            throw Unusable.because(
                    file(),
                    "the tensor " + name + " holds " + type + " numbers, which are not read");
        }
    }

    /**
     * Reads it. The result may alias the file, read-only, through the memory map: copy it before
     * keeping it.
     *
     * @param target the type of the result
     * @throws dev.circuitry.problem.ProblemException where the file is shorter than it was
     */
    public NDArray read(NDManager manager, DataType target) {
        return new TensorReader(this, manager).read(target);
    }
}
