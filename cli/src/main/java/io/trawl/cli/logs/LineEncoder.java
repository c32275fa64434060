package io.trawl.cli.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.trawl.cli.output.TerminalText;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@link LogLine}s, with everything escaped that would act on a terminal or begin a line of its own. */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private LogFormat format = LogFormat.TEXT;

    /** Called by the logging library with what its configuration says. */
    public void setFormat(String text) {
        format = LogFormat.of(text);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        LogLine line = LogLine.of(event);
        String text = switch (format) {
            case TEXT -> text(line);
            case JSON -> json(line);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(LogLine line) {
        StringBuilder out = new StringBuilder(160);
        out.append(line.at().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(line.level())
                .append(" [")
                .append(TerminalText.escape(line.thread()))
                .append("] ")
                .append(TerminalText.escape(line.logger()));
        named(out, LogLine.JOB, line.job());
        named(out, LogLine.TRACE, line.trace());
        named(out, LogLine.TASK, line.task());
        out.append(" - ").append(TerminalText.escape(line.message())).append('\n');
        line.error()
                .forEach(name ->
                        out.append("    ").append(TerminalText.escape(name)).append('\n'));
        line.stack()
                .forEach(frame -> out.append("      at ")
                        .append(TerminalText.escape(frame))
                        .append('\n'));
        return out.toString();
    }

    private static void named(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            out.append(' ').append(name).append('=').append(TerminalText.escape(value));
        }
    }

    /** ASCII alone: every other character is escaped, whatever a reader would make of it. */
    private static String json(LogLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", line.at().truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put("level", line.level());
        fields.put("logger", line.logger());
        fields.put("thread", line.thread());
        if (line.job() != null) {
            fields.put(LogLine.JOB, line.job());
        }
        if (line.trace() != null) {
            fields.put(LogLine.TRACE, line.trace());
        }
        if (line.task() != null) {
            fields.put(LogLine.TASK, line.task());
        }
        fields.put("message", line.message());
        if (!line.error().isEmpty()) {
            fields.put("error", line.error());
            fields.put("stack", line.stack());
        }
        return MAPPER.writeValueAsString(fields) + "\n";
    }
}
