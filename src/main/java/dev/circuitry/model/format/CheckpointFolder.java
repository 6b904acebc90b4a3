package dev.circuitry.model.format;

import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.format.family.ConfigFields;
import dev.circuitry.model.format.family.Families;
import dev.circuitry.model.format.family.Family;
import dev.circuitry.model.format.family.Piece;
import dev.circuitry.model.format.family.Pieces;
import dev.circuitry.model.format.tensor.TensorFiles;
import dev.circuitry.model.format.tensor.Unusable;
import dev.circuitry.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;

/**
 * A folder with a model in it, recognised by its config.json. Only headers are read: whether every
 * parameter has its tensor, of the right shape, is known before a number is.
 */
public final class CheckpointFolder {
    private final Path folder;
    private final ConfigFields fields;
    private final Family family;

    private CheckpointFolder(Path folder) {
        var file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw Unusable.because(folder, "there is no config.json in the folder");
        }
        this.folder = folder;
        this.fields = ConfigFields.of(file);
        this.family = Families.of(fields);
        fields.requireUnset("quantization_config");
    }

    /**
     * Reads what a folder says about its model.
     *
     * @param hashes of weight files, shared by all folders
     * @throws ProblemException MODEL_UNUSABLE, naming the file and the tensor or the option
     */
    public static Checkpoint open(Path folder, FileHashes hashes) {
        return new CheckpointFolder(folder).open(hashes);
    }

    private Checkpoint open(FileHashes hashes) {
        var config = family.config(fields);
        var files =
                TensorFiles.find(folder, family.weightFiles())
                        .orElseThrow(
                                () ->
                                        Unusable.because(
                                                folder,
                                                "there are no weights in the folder; they would be"
                                                        + " in one of "
                                                        + String.join(", ", family.weightFiles())));
        return new Checkpoint(
                family.architecture(),
                folder,
                new CheckpointSource(config, pieces(config, files), files, hashes));
    }

    private Map<String, Piece> pieces(TransformerConfig config, TensorFiles files) {
        var placed = new Pieces(config, files.tensors().keySet());
        family.place(placed, config, fields);
        var unused = new TreeSet<>(files.tensors().keySet());
        for (var piece : placed.all().values()) {
            check(piece, files);
            if (piece.stored() != null) {
                unused.remove(piece.stored());
            }
        }
        unused.removeIf(family::ignores);
        if (!unused.isEmpty()) {
            throw Unusable.because(
                    files.entrance(),
                    "the tensor "
                            + unused.first()
                            + " has no place in a model of this configuration");
        }
        return placed.all();
    }

    private static void check(Piece piece, TensorFiles files) {
        if (piece.stored() == null) {
            return;
        }
        var tensor = files.tensors().get(piece.stored());
        if (tensor == null) {
            throw Unusable.because(
                    files.entrance(), "the tensor " + piece.stored() + " is missing");
        }
        if (!Arrays.equals(tensor.shape(), piece.shape())) {
            throw Unusable.because(
                    tensor.file(),
                    "the tensor "
                            + piece.stored()
                            + " has the shape "
                            + Arrays.toString(tensor.shape())
                            + "; the configuration asks for "
                            + Arrays.toString(piece.shape()));
        }
        tensor.requireReadable();
    }
}
