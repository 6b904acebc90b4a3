package dev.circuitry.experiment;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that tensors have left and the C library's allocator keeps. After passes over a whole
 * batch it lies in pieces between values that live on: the next pass finds no room there, and a
 * process grows far beyond what it holds.
 */
final class FreedMemory {
    private static final Logger log = LoggerFactory.getLogger(FreedMemory.class);

    private FreedMemory() {}

    /** Gives it back to the system, where the virtual machine knows how to (glibc's). */
    static void giveBack() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            null,
                            null);
        } catch (JMException e) {
            log.debug("Freed memory stays with the process", e);
        }
    }
}
