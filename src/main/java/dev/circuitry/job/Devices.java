package dev.circuitry.job;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
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

    /** How many there are. */
    int count() {
        return all.size();
    }

    /**
     * Checks what a job asks for: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}.
     *
     * @return a warning where it will run on something else
     * @throws ProblemException INVALID_SPEC for a device that no worker has
     */
    Optional<String> admit(String wanted) {
        if (wanted.equals(ANY) || all.contains(wanted) || (wanted.equals(CUDA) && hasCuda())) {
            return Optional.empty();
        }
        if (wanted.equals(CUDA)) {
            return Optional.of(
                    "No worker has a GPU, so any worker may take the job: its device was cuda, here there is "
                            + named()
                            + ".");
        }
        String detail = "No worker has the device '" + wanted + "'; there is " + named() + ".";
        throw new ProblemException(
                ProblemCode.INVALID_SPEC, detail, List.of(new Violation("#/device", detail)));
    }

    /** Takes a free device that a job may run on, the first named first; empty where none is free. */
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

    private String named() {
        return String.join(", ", all);
    }
}
