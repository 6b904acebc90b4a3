package dev.circuitry.api;

import dev.circuitry.download.WireJson;
import dev.circuitry.problem.ProblemCode;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.MediaType;

/**
 * Answers requests that Tomcat itself refuses, such as one whose path cannot be decoded, with a
 * problem document instead of its HTML page.
 */
public final class ProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var code = status < 500 ? ProblemCode.INVALID_REQUEST : ProblemCode.INTERNAL_ERROR;
        var problem =
                new ProblemDocument(
                        code.type(),
                        code.title(),
                        status,
                        "The request line, its path, a header or the body's framing is malformed or too long.",
                        "/",
                        code.name(),
                        List.of());
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            var bytes = WireJson.mapper().writeValueAsBytes(problem);
            response.getCoyoteResponse().setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
            response.finishResponse();
        } catch (IOException gone) {
            getContainer().getLogger().debug("the client closed the connection", gone);
        }
    }
}
