package dev.circuitry.model.format.tensor;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;

/** The one way to say what is wrong with a model's file. */
public final class Unusable {
    private Unusable() {}

    /** MODEL_UNUSABLE naming the file, with its folder. */
    public static ProblemException because(Path file, String reason) {
        return new ProblemException(
                ProblemCode.MODEL_UNUSABLE, nameWithFolder(file) + ": " + reason);
    }

    /** The same where the file could not be read at all. */
    public static ProblemException unreadable(Path file, IOException cause) {
        return ProblemException.causedBy(
                cause,
                ProblemCode.MODEL_UNUSABLE,
                nameWithFolder(file)
                        + ": the file cannot be read ("
                        + cause.getClass().getSimpleName()
                        + ": "
                        + String.valueOf(cause.getMessage())
                                .replace(file.toString(), file.getFileName().toString())
                        + ")");
    }

    private static Path nameWithFolder(Path file) {
        int names = file.getNameCount();
        return names < 2 ? file : file.subpath(names - 2, names);
    }
}
