package dev.circuitry.api;

import dev.circuitry.problem.ProblemCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what fails before or beside the controllers, where the servlet container forwards it. */
@RestController
class ErrorFallback implements ErrorController {
    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDocument> error(HttpServletRequest request) {
        var code = code(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return ResponseEntity.status(code.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(
                        ProblemDocument.of(
                                code,
                                code.explanation(),
                                path == null ? request.getRequestURI() : path.toString(),
                                List.of()));
    }

    private static ProblemCode code(@Nullable Object status) {
        if (!(status instanceof Integer number)) {
            return ProblemCode.NOT_FOUND; // somebody asked for this address itself
        }
        return switch (number) {
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 503 -> ProblemCode.SERVICE_UNAVAILABLE;
            default -> number < 500 ? ProblemCode.INVALID_REQUEST : ProblemCode.INTERNAL_ERROR;
        };
    }
}
