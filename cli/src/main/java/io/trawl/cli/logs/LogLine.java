package io.trawl.cli.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be written of an event. A library quotes what it cannot read, and so does the exception it throws: within an
 * attempt only the messages of this program are kept, and of exceptions only those of its own.
 *
 * @param error names of the exception and its causes, outermost first; empty when there is none
 * @param stack of the innermost cause
 */
record LogLine(
        Instant at,
        String level,
        String logger,
        String thread,
        @Nullable String job,
        @Nullable String trace,
        @Nullable String task,
        String message,
        List<String> error,
        List<String> stack) {
    static final String JOB = "job_id";
    static final String TRACE = "trace";
    static final String TASK = "task_id";

    private static final String OURS = "io.trawl.";
    private static final String LEFT_OUT = "(message of a library, left out: it may quote what was read)";
    private static final int MAX_CAUSES = 16;

    static LogLine of(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        String task = context.get(TASK);
        boolean kept = task == null || event.getLoggerName().startsWith(OURS);
        List<String> error = new ArrayList<>();
        IThrowableProxy innermost = null;
        for (IThrowableProxy at = event.getThrowableProxy();
                at != null && error.size() < MAX_CAUSES;
                at = at.getCause()) {
            error.add(named(at, task));
            innermost = at;
        }
        return new LogLine(
                event.getInstant(),
                event.getLevel().toString(),
                event.getLoggerName(),
                event.getThreadName(),
                context.get(JOB),
                context.get(TRACE),
                task,
                kept ? event.getFormattedMessage() : LEFT_OUT,
                error,
                innermost == null ? List.of() : stack(innermost));
    }

    private static String named(IThrowableProxy thrown, @Nullable String task) {
        boolean kept = task == null && thrown.getClassName().startsWith(OURS) && thrown.getMessage() != null;
        return kept ? thrown.getClassName() + ": " + thrown.getMessage() : thrown.getClassName();
    }

    private static List<String> stack(IThrowableProxy thrown) {
        List<String> frames = new ArrayList<>();
        for (StackTraceElementProxy frame : thrown.getStackTraceElementProxyArray()) {
            frames.add(frame.getStackTraceElement().toString());
        }
        return frames;
    }
}
