package io.trawl.orchestrator.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/** Errors that Tomcat finds before any code of ours runs (a bad request line, an overlong header) as problems too. */
public final class ProblemValve extends ErrorReportValve {
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    /** Tomcat makes it by name. */
    public ProblemValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) {
            return;
        }
        try {
            response.setContentType(ProblemWriter.MEDIA_TYPE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getReporter().write(new String(ProblemWriter.bytes(problem(status)), StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException gone) {
            container.getLogger().debug("The caller went away before its error was written.");
        }
    }

    private static Problem problem(int status) {
        return status >= FIRST_SERVER_ERROR
                ? Problem.http(status, "The request could not be finished because of an error here; try again.")
                : Problem.http(
                        status, "The request was refused before it was read; check its path, headers and encoding.");
    }
}
