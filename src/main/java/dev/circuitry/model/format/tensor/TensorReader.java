package dev.circuitry.model.format.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Objects;

/**
 * From a memory-mapped file to the engine: without a copy where the engine knows the number type
 * and the elements lie in row-major order, by pieces where a buffer cannot hold it.
 */
final class TensorReader {
    /**
     * Elements of a piece: a buffer of this many float64 numbers is still one that Java can make.
     */
    private static final long PIECE = 1L << 27;

    /** The same where elements pass through memory of the JVM. */
    private static final long WIDENED_PIECE = 1L << 24;

    private final StoredTensor tensor;
    private final NDManager manager;
    private final long pieceSize;

    TensorReader(StoredTensor tensor, NDManager manager) {
        this(tensor, manager, tensor.type().isWidenedFirst() ? WIDENED_PIECE : PIECE);
    }

    TensorReader(StoredTensor tensor, NDManager manager, long pieceSize) {
        this.tensor = tensor;
        this.manager = manager;
        this.pieceSize = pieceSize;
    }

    NDArray read(DataType target) {
        try (var channel = FileChannel.open(tensor.file())) {
            boolean rowMajor = Shapes.isRowMajor(tensor.shape(), tensor.strides());
            return rowMajor ? readPieces(channel, target) : readStrided(channel, target);
        } catch (IOException e) {
            throw Unusable.unreadable(tensor.file(), e);
        }
    }

    private NDArray readPieces(FileChannel channel, DataType target) throws IOException {
        long[] shape = tensor.shape();
        long rows = shape.length == 0 ? 1 : shape[0];
        long rowSize = Shapes.elements(shape).orElseThrow() / rows;
        long rowsAPiece = Math.max(1, pieceSize / rowSize);
        var pieces = new NDList();
        for (long row = 0; row < rows; row += rowsAPiece) {
            long[] piece = shape.clone();
            if (piece.length > 0) {
                piece[0] = Math.min(rowsAPiece, rows - row);
            }
            long bytes = Shapes.elements(piece).orElseThrow() * tensor.type().bytes();
            long position = tensor.place().position() + row * rowSize * tensor.type().bytes();
            pieces.add(array(aligned(map(channel, position, bytes), position), piece, target));
        }
        return pieces.size() == 1 ? pieces.get(0) : NDArrays.concat(pieces);
    }

    private ByteBuffer map(FileChannel channel, long position, long bytes) throws IOException {
        if (position + bytes > channel.size()) {
            throw Unusable.because(
                    tensor.file(), "the file has become shorter since it was looked at");
        }
        if (bytes > Integer.MAX_VALUE) {
            throw Unusable.because(
                    tensor.file(),
                    "a row of the tensor " + tensor.name() + " is beyond 2 GiB, which is not read");
        }
        return channel.map(MapMode.READ_ONLY, position, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy where elements do not start at multiples of their size. */
    private ByteBuffer aligned(ByteBuffer mapped, long position) {
        return position % tensor.type().bytes() == 0
                ? mapped
                : direct(mapped.remaining()).put(mapped).flip();
    }

    private NDArray readStrided(FileChannel channel, DataType target) throws IOException {
        int size = tensor.type().bytes();
        long[] shape = tensor.shape();
        long[] strides = tensor.strides();
        long span = (Shapes.lastIndex(shape, strides).orElseThrow() + 1) * size;
        var from = map(channel, tensor.place().position(), span);
        int elements = Math.toIntExact(Shapes.elements(shape).orElseThrow());
        var to = direct(Math.multiplyExact(elements, size));
        long[] at = new long[shape.length];
        for (int i = 0; i < elements; i++) {
            long index = 0;
            for (int k = 0; k < at.length; k++) {
                index += at[k] * strides[k];
            }
            to.put(i * size, from, (int) index * size, size);
            for (int k = at.length - 1; k >= 0 && ++at[k] == shape[k]; k--) {
                at[k] = 0;
            }
        }
        return array(to, shape, target);
    }

    private NDArray array(ByteBuffer elements, long[] shape, DataType target) {
        tensor.requireReadable();
        var type = Objects.requireNonNull(tensor.type().engineType());
        var buffer = tensor.type().isWidenedFirst() ? widened(elements) : elements;
        return manager.create(buffer, new Shape(shape), type).toType(target, false);
    }

    private ByteBuffer widened(ByteBuffer elements) {
        var narrow = elements.asShortBuffer();
        var wide = direct(narrow.remaining() * Integer.BYTES);
        var ints = wide.asIntBuffer();
        int shift = tensor.type() == ElementType.BF16 ? Short.SIZE : 0;
        for (int i = 0; i < narrow.limit(); i++) {
            ints.put(i, narrow.get(i) << shift);
        }
        return wide;
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
