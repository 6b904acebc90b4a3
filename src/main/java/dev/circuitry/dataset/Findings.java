package dev.circuitry.dataset;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a data set, up to as much as is any help. For one thread. */
final class Findings {
    private static final int MOST = 100;

    private final List<Violation> violations = new ArrayList<>();

    /** Something is wrong at a place: a JSON pointer, or a line and column. */
    void add(String place, String detail) {
        if (violations.size() < MOST) {
            violations.add(new Violation(place, detail));
        }
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    List<Violation> all() {
        return List.copyOf(violations);
    }

    /** Throws where anything was found. */
    void orThrow() {
        if (!isEmpty()) {
            throw problem();
        }
    }

    /** INVALID_DATASET with everything found. */
    ProblemException problem() {
        var first = violations.get(0);
        return new ProblemException(
                ProblemCode.INVALID_DATASET,
                (violations.size() == 1 ? "" : violations.size() + " rules are broken; the first: ")
                        + first.pointer()
                        + " "
                        + first.detail(),
                violations);
    }
}
