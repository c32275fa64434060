package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobNotFound;
import io.trawl.schemas.JobStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /jobs/{id}/events}: a job's changes as they come, until it has ended. */
@RestController
final class EventsController {
    static final String LAST_SEEN = "Last-Event-ID";

    private final JobEvents events;

    EventsController(JobEvents events) {
        this.events = events;
    }

    /** Runs on a virtual thread of its own, which the stream holds for as long as it lasts. */
    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws JobNotFound, IOException {
        Query.of(request);
        Long lastSeen = lastSeen(request.getHeader(LAST_SEEN));
        events.stream(Caller.tenant(request), JobIds.inPath(id), lastSeen, new JobEvents.Listener() {
            @Override
            public void opened() throws IOException {
                response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
                response.setCharacterEncoding(StandardCharsets.UTF_8.name());
                // Proxies that collect an answer before they hand it on would keep every event back.
                response.setHeader("X-Accel-Buffering", "no");
                write(response, "retry: " + JobEvents.RETRY.toMillis() + "\n\n");
            }

            @Override
            public void event(String name, JobStatus status) throws IOException {
                write(response, JobEvents.text(name, status));
            }

            @Override
            public void silence() throws IOException {
                write(response, ": still here\n\n");
            }
        });
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private static @Nullable Long lastSeen(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(header.strip());
        } catch (NumberFormatException e) {
            throw Refused.parameter(LAST_SEEN, "must be the id of an event that this stream gave; leave it out");
        }
    }
}
