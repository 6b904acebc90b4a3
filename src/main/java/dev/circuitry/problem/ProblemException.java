package dev.circuitry.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that a user can understand and act on. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemCode code;
    private final transient List<Violation> violations;

    /** A problem with every violation at once. */
    public ProblemException(ProblemCode code, String detail, List<Violation> violations) {
        this(code, detail, violations, null);
    }

    /** A problem without single violations. */
    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    private ProblemException(
            ProblemCode code,
            String detail,
            List<Violation> violations,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    /** The same with the exception behind it. */
    public static ProblemException causedBy(Throwable cause, ProblemCode code, String detail) {
        return new ProblemException(code, detail, List.of(), cause);
    }

    /** What kind of failure. */
    public ProblemCode code() {
        return code;
    }

    /** What to tell the user about this occurrence. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Every broken rule, in the order of the fields; empty where it is not about fields. */
    public List<Violation> violations() {
        return violations;
    }
}
