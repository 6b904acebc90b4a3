package dev.circuitry.model.format;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.format.family.Piece;
import dev.circuitry.model.format.tensor.StoredTensor;
import dev.circuitry.model.format.tensor.TensorFiles;
import dev.circuitry.spec.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Weights in files. Each is mapped into memory and copied once, into the layout and the precision
 * of the run, so that nothing loaded depends on the files any more.
 */
public final class CheckpointSource implements ModelSource {
    private final TransformerConfig config;
    private final Map<String, Piece> pieces;
    private final TensorFiles files;
    private final FileHashes hashes;

    CheckpointSource(
            TransformerConfig config,
            Map<String, Piece> pieces,
            TensorFiles files,
            FileHashes hashes) {
        this.config = config;
        this.pieces = pieces;
        this.files = files;
        this.hashes = hashes;
    }

    @Override
    public TransformerConfig config() {
        return config;
    }

    @Override
    public Map<String, NDArray> load(NDManager manager, Precision precision) {
        var type = precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
        Map<String, NDArray> arrays = new HashMap<>();
        pieces.forEach((name, piece) -> arrays.put(name, array(piece, manager, type)));
        return arrays;
    }

    private NDArray array(Piece piece, NDManager manager, DataType type) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning(); // it closes what is made on the way
            var made =
                    piece.stored() == null
                            ? manager.zeros(new Shape(piece.shape()), type)
                            : copied(piece.layout().apply(read(piece.stored(), manager, type)));
            NDScope.unregister(made);
            return made;
        }
    }

    private NDArray read(String stored, NDManager manager, DataType type) {
        StoredTensor tensor = Objects.requireNonNull(files.tensors().get(stored));
        return tensor.read(manager, type);
    }

    /** In row-major order and in memory of its own: one repeat along every dimension. */
    private static NDArray copied(NDArray array) {
        long[] once = new long[array.getShape().dimension()];
        Arrays.fill(once, 1);
        return array.tile(once);
    }

    /** Of the weight files, as {@link FileHashes} says it. */
    @Override
    public String sha256() {
        return hashes.of(files.files());
    }

    /** {@link #sha256} where it is known or the files are no larger than this, in bytes. */
    public Optional<String> knownSha256(long largest) {
        long bytes = files.files().stream().mapToLong(FileHashes::size).sum();
        return bytes <= largest ? Optional.of(sha256()) : hashes.known(files.files());
    }

    /** Another file's hash. */
    String hashOf(Path file) {
        return hashes.of(file);
    }

    /** The weight files' hashes by their names. */
    public Map<String, String> fileHashes() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (Path file : files.files()) {
            byName.put(file.getFileName().toString(), hashes.of(file));
        }
        return byName;
    }
}
