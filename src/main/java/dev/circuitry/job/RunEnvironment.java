package dev.circuitry.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What decides the last digits of a run beside its specification, as a manifest tells it. A log
 * goes on bit for bit only where this stays the same.
 */
record RunEnvironment(Map<String, Object> facts) {
    private static final String DEVICE = "device";
    private static final List<String> DECIDING =
            List.of(
                    DEVICE,
                    "instruction_set",
                    "threads",
                    "engine",
                    "pytorch",
                    "libtorch_features",
                    "machine",
                    "rows_at_once");

    /** Under this name a manifest lists where a run went on in another environment. */
    static final String WENT_ON = "went_on";

    /** That of a manifest. */
    static RunEnvironment of(Map<String, Object> manifest) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String name : DECIDING) {
            @Nullable Object fact = manifest.get(name);
            if (fact != null) { // one graphics card computes as another does
                facts.put(name, name.equals(DEVICE) ? kind(fact.toString()) : fact.toString());
            }
        }
        return new RunEnvironment(facts);
    }

    private static String kind(String device) {
        int colon = device.indexOf(':');
        return colon < 0 ? device : device.substring(0, colon);
    }

    /** How another differs, a few words each; nothing where this one is not told of. */
    List<String> differencesOf(RunEnvironment other) {
        List<String> differences = new ArrayList<>();
        for (String name : facts.isEmpty() ? List.<String>of() : DECIDING) {
            @Nullable Object here = facts.get(name);
            @Nullable Object there = other.facts.get(name);
            if (!Objects.equals(here, there)) {
                differences.add(name + " " + here + ", then " + there);
            }
        }
        return differences;
    }

    /**
     * Lets a manifest say where a run went on, after what one before it said.
     *
     * @param differences from the environment before; none where it is the same
     */
    static void tell(
            Map<String, Object> manifest,
            Map<String, Object> before,
            int afterStep,
            List<String> differences) {
        List<Object> told = new ArrayList<>();
        if (before.get(WENT_ON) instanceof List<?> earlier) {
            told.addAll(earlier);
        }
        if (!differences.isEmpty()) {
            told.add(Map.of("after_step", afterStep, "differences", differences));
        }
        if (!told.isEmpty()) {
            manifest.put(WENT_ON, told);
        }
    }
}
