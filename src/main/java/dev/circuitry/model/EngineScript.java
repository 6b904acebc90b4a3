package dev.circuitry.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions in TorchScript, the engine's own language, for what DJL has no call for: operations
 * that it lacks, results written where others are, and many small operations in one call. Compiled
 * where it is made; good for every device and thread, and for as long as the process.
 */
public final class EngineScript {
    private static final String HEADER =
            """
            class Functions(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    /** A {@code Functions} whose {@code training} is false: protocol 2 of Python's pickle. */
    private static final String MODULE =
            "\u0080\u0002c__torch__\nFunctions\n)\u0081}X\b\0\0\0training\u0089sb.";

    private static final String NO_CONSTANTS = "\u0080\u0002).";
    private static final String FORMAT_VERSION = "3\n";

    private final PtSymbolBlock module;

    /**
     * Compiles functions.
     *
     * @param functions methods of {@code __torch__.Functions}, in the form in which TorchScript is
     *     saved: types are named, and what is built in is found in {@code torch}
     * @throws ai.djl.engine.EngineException if they are no TorchScript
     */
    public EngineScript(String functions) {
        var manager =
                (PtNDManager) TensorEngine.open("cpu"); // the module has no tensor: any will do
        try (var archive = new ByteArrayInputStream(archive(HEADER + functions.indent(2)))) {
            module = JniUtils.loadModule(manager, archive, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of what is in memory
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static byte[] archive(String code) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "data.pkl", MODULE);
            put(zip, "code/__torch__.py", code);
            put(zip, "constants.pkl", NO_CONSTANTS);
            put(zip, "version", FORMAT_VERSION);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry("functions/" + name));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1)); // a character a byte
        zip.closeEntry();
    }

    /**
     * Calls a function that makes a tensor. It dies with the scope, and nothing can be written to
     * it outside of scripts.
     *
     * @param owner of what is made
     * @param arguments an {@link NDArray}, {@link NDList} or {@link Long} each
     */
    public NDArray make(NDManager owner, String function, Object... arguments) {
        try (var made = run(function, arguments)) {
            return made.toTensor((PtNDManager) owner);
        }
    }

    /** Calls a function for what it writes to its arguments. */
    public void write(String function, Object... arguments) {
        run(function, arguments).close();
    }

    private IValue run(String function, Object... arguments) {
        var values = new IValue[arguments.length];
        try {
            Arrays.setAll(values, i -> value(arguments[i]));
            return IValueUtils.runMethod(module, function, values);
        } finally {
            Arrays.stream(values).filter(Objects::nonNull).forEach(IValue::close);
        }
    }

    private static IValue value(Object argument) {
        if (argument instanceof NDArray array) {
            return IValue.from((PtNDArray) array);
        }
        if (argument instanceof NDList list) {
            return IValue.listFrom(list.toArray(PtNDArray[]::new));
        }
        if (argument instanceof Long number) {
            return IValue.from(number);
        }
        throw new IllegalArgumentException("no script takes a " + argument.getClass());
    }
}
