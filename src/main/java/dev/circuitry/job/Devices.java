package dev.circuitry.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The devices of this process's workers: which there are, and which are free. Safe for threads. */
final class Devices {
    private static final String ANY = "auto";
    private static final String CUDA = "cuda";

    private final List<String> all;
    private final List<String> free;

    Devices(List<String> all) {
        this.all = List.copyOf(all);
        this.free = new ArrayList<>(all);
    }

    /**
     * Takes a free device that a job may run on; empty where none is free.
     *
     * @param wanted {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
     */
    synchronized Optional<String> take(String wanted) {
        var device = free.stream().filter(one -> suits(wanted, one)).findFirst();
        device.ifPresent(free::remove);
        return device;
    }

    /** Frees a device. */
    synchronized void giveBack(String device) {
        free.add(device);
    }

    private boolean suits(String wanted, String device) {
        return switch (wanted) {
            case ANY -> true;
            case CUDA -> device.startsWith(CUDA) || !hasCuda();
            default -> device.equals(wanted);
        };
    }

    private boolean hasCuda() {
        return all.stream().anyMatch(device -> device.startsWith(CUDA));
    }
}
