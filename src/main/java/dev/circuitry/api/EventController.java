package dev.circuitry.api;

import dev.circuitry.job.Jobs;
import dev.circuitry.job.LogPosition;
import dev.circuitry.job.RunEvents;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What happens in a run, as server-sent events. */
@RestController
class EventController {
    private static final String LAST_EVENT = "Last-Event-ID";

    private final Jobs jobs;
    private final RunEvents events;
    private final EventStreams streams;

    EventController(Jobs jobs, RunEvents events, EventStreams streams) {
        this.jobs = jobs;
        this.events = events;
        this.streams = streams;
    }

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void watch(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        new QueryParameters(request, List.of()).check();
        var job = jobs.find(Links.id(id)).orElseThrow(Links::noJob).id();
        var start = start(job, request.getHeader(LAST_EVENT));
        streams.requireRoom();
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nor is a proxy to hold events back
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return; // there is no body to wait for
        }
        var context = request.startAsync();
        context.setTimeout(0); // as long as the job takes
        streams.open(job, start, context, response.getOutputStream());
    }

    private LogPosition start(UUID job, @Nullable String lastEvent) {
        if (lastEvent == null || lastEvent.isEmpty()) {
            return LogPosition.START;
        }
        return LogPosition.Written.read(lastEvent)
                .map(written -> events.position(job, written))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.INVALID_REQUEST,
                                        LAST_EVENT
                                                + " is no id of these events: send the last one received, or leave it"
                                                + " out for all events."));
    }
}
