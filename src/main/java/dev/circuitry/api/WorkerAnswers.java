package dev.circuitry.api;

import dev.circuitry.job.Role;
import dev.circuitry.job.RoleSettings;
import dev.circuitry.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets a process that only works answer only how it is. */
@Component
class WorkerAnswers extends OncePerRequestFilter {
    private static final String HEALTH = "/actuator";

    private final Role role;
    private final JsonMapper json;

    WorkerAnswers(RoleSettings settings, JsonMapper json) {
        this.role = settings.role();
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return role.serves() || request.getRequestURI().startsWith(HEALTH);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        var problem =
                ProblemDocument.of(
                        ProblemCode.NOT_FOUND,
                        "This process runs jobs (circuitry.role=worker) and answers only under "
                                + HEALTH
                                + ". Ask one that serves the API.",
                        request.getRequestURI(),
                        List.of());
        response.setStatus(ProblemCode.NOT_FOUND.status());
        response.setContentType("application/problem+json");
        json.writeValue(response.getOutputStream(), problem);
    }
}
