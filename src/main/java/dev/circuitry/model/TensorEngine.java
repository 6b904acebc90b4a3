package dev.circuitry.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The door to DJL's PyTorch engine. */
public final class TensorEngine {
    static { // before the engine takes any
        FreedMemory.keep(System.getenv());
    }

    private TensorEngine() {}

    /**
     * A manager on a device for the calling thread, whose gradient mode is switched off: it is on
     * in every new thread, and would keep every intermediate result alive. How many threads its
     * operations use stays as it is.
     *
     * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
     * @return to be closed on this thread
     */
    public static NDManager open(String device) {
        var manager =
                NDManager.newBaseManager(
                        deviceOf(device), "PyTorch"); // loads the engine where it is the first
        JniUtils.setGradMode(false);
        return manager;
    }

    /**
     * The same with as many threads for one operation on the CPU as the calling thread may use:
     * more than one cost small models dearly, and big ones gain as many times.
     */
    public static NDManager open(String device, int threads) {
        var manager = open(device);
        JniUtils.setNumThreads(threads);
        return manager;
    }

    /**
     * Why a device cannot compute, found by trying; empty where it can.
     *
     * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
     */
    public static Optional<String> whyUnusable(String device) {
        try (var manager = open(device)) {
            if (deviceOf(device).isGpu() && !hasCudaLibrary()) {
                return Optional.of(
                        "the tensor library in "
                                + LibUtils.getLibtorchPath()
                                + " is one without CUDA, and PYTORCH_LIBRARY_PATH names no other");
            }
            float sum = manager.ones(new Shape(2)).sum().getFloat(); // []
            return sum == 2 ? Optional.empty() : Optional.of("it adds 1 and 1 to " + sum);
        } catch (EngineException | UnsatisfiedLinkError e) {
            return Optional.of(innermost(e));
        }
    }

    private static boolean hasCudaLibrary() {
        return Files.exists(
                Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cuda")));
    }

    /** The first line of the innermost message: the rest is the native library's own stack. */
    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** The engine's version and threads, for a result's provenance. */
    public static Map<String, Object> description() {
        Map<String, Object> description = new TreeMap<>();
        description.put("engine", "DJL " + Engine.getDjlVersion());
        description.put("pytorch", Engine.getEngine("PyTorch").getVersion());
        description.put("threads", JniUtils.getNumThreads());
        description.put("libtorch_features", List.copyOf(new TreeSet<>(JniUtils.getFeatures())));
        description.put("instruction_set", instructionSet());
        return description;
    }

    /**
     * What libtorch's kernels choose by, which decides last digits; the architecture where the
     * system does not tell.
     */
    private static String instructionSet() {
        try {
            var processor = Files.readString(Path.of("/proc/cpuinfo"));
            return Stream.of("avx512f", "avx2")
                    .filter(flag -> processor.contains(" " + flag + " "))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not a Linux: there is no such file
        }
    }

    private static Device deviceOf(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        int colon = name.indexOf(':');
        return Device.gpu(colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1)));
    }
}
