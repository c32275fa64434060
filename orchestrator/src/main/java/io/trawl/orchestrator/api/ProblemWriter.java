package io.trawl.orchestrator.api;

import io.trawl.schemas.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problems, whatever the caller said it accepts: an error in another format helps nobody. */
final class ProblemWriter {
    static final String MEDIA_TYPE = "application/problem+json";

    private ProblemWriter() {}

    static void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = bytes(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    static byte[] bytes(Problem problem) {
        return Json.mapper().writeValueAsBytes(problem);
    }
}
