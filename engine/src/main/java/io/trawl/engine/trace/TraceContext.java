package io.trawl.engine.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as W3C Trace Context writes it in the header {@value #HEADER}.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId of whatever came last, 16 lower-case hexadecimal digits, not all zero
 * @param sampled whether somebody up the line keeps spans of this trace
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    public static final String HEADER = "traceparent";

    /** Of versions to come, which may say more behind what is read here. */
    public static final int MAX_LENGTH = 256;

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final Pattern TEXT =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(" + TRACE_ID + ")-(" + SPAN_ID + ")-([0-9a-f]{2})(-.*)?");
    private static final String FIRST_VERSION = "00";
    private static final int SAMPLED = 1;

    public TraceContext {
        if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
            throw new IllegalArgumentException(
                    "A trace has 32 hexadecimal digits and a span 16, not all of them zero.");
        }
    }

    /** Empty for null, and for anything that is no such header: nobody fails for the sake of a trace. */
    public static Optional<TraceContext> parse(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || (parts.group(1).equals(FIRST_VERSION) && parts.group(5) != null)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(parts.group(4), 16) & SAMPLED) != 0;
        return Optional.of(new TraceContext(parts.group(2), parts.group(3), sampled));
    }

    /** A trace that begins here: its id is the one given, so who knows the job knows its trace. */
    public static TraceContext begin(UUID id) {
        return new TraceContext(hex(id.getMostSignificantBits()) + span(id), span(id), true);
    }

    /** The next place in the same trace. @param id unique and partly random, such as that of a job or an execution */
    public TraceContext next(UUID id) {
        return new TraceContext(traceId, span(id), sampled);
    }

    /** The variant bits of a UUID stand in this half: it is never zero. */
    private static String span(UUID id) {
        return hex(id.getLeastSignificantBits());
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** As it stands in the header, 55 characters. */
    public String text() {
        return FIRST_VERSION + "-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
