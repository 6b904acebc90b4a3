package dev.circuitry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.problem.Violation;
import java.util.List;

/**
 * A problem as RFC 9457 writes it.
 *
 * @param type the address of its page
 * @param instance what it is about: a request's path, or a job
 * @param errors every violation; left out where there are none
 */
record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors) {

    static ProblemDocument of(ProblemException problem, String instance) {
        return of(problem.code(), problem.detail(), instance, problem.violations());
    }

    static ProblemDocument of(
            ProblemCode code, String detail, String instance, List<Violation> errors) {
        return new ProblemDocument(
                code.type(), code.title(), code.status(), detail, instance, code.name(), errors);
    }
}
