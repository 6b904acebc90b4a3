package dev.circuitry.model;

import com.sun.jna.NativeLibrary;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that tensors have left. By itself glibc's allocator hands much of it back to the system,
 * which clears each page anew when the next operation asks for it a moment later: a tenth of an
 * evaluation's time in a large circuit. Here the process keeps it, and gives it back when asked.
 * Other C libraries are left alone.
 */
public final class FreedMemory {
    /** As {@code malloc.h} numbers {@code mallopt}'s parameters. */
    private static final int TRIM_THRESHOLD = -1;

    private static final int TOP_PAD = -2;
    private static final int MMAP_THRESHOLD = -3;

    /** Of a piece of the memory that a thread's tensors come from: an empty one stays, too. */
    private static final int HEAP_BYTES = 64 << 20;

    private static final Logger log = LoggerFactory.getLogger(FreedMemory.class);

    private FreedMemory() {}

    /**
     * From now on it stays with the process.
     *
     * @param environment in which an operator may have told the allocator otherwise, by {@code
     *     MALLOC_...} or {@code GLIBC_TUNABLES}: that holds
     * @return whether it does
     */
    static boolean keep(Map<String, String> environment) {
        boolean isTold =
                environment.keySet().stream()
                        .anyMatch(
                                name ->
                                        name.startsWith("MALLOC_")
                                                || name.equals("GLIBC_TUNABLES"));
        // the first decides: where an older library refuses it, the others would make things worse
        return !isTold
                && call("mallopt", MMAP_THRESHOLD, Integer.MAX_VALUE)
                && call("mallopt", TRIM_THRESHOLD, Integer.MAX_VALUE)
                && call("mallopt", TOP_PAD, HEAP_BYTES);
    }

    /**
     * What lies free goes back to the system, in milliseconds: worth it when a run has ended, or
     * memory lies in pieces.
     */
    public static void giveBack() {
        call("malloc_trim", 0L);
    }

    private static boolean call(String function, Object... arguments) {
        try {
            return NativeLibrary.getProcess().getFunction(function).invokeInt(arguments) == 1;
        } catch (LinkageError e) {
            log.debug("The C library has no {}", function, e);
            return false;
        }
    }
}
