package io.trawl.engine.desk;

import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.TaskGrant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The traces of granted tasks, in the headers of the answer: one for each task, in their order, since they may be of
 * several jobs. Where one is not known stands what the standard calls invalid; where none is, there are no headers. Both
 * ends use this one.
 */
public final class TraceHeaders {
    private static final String UNKNOWN = "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-00";

    private TraceHeaders() {}

    public static List<String> of(List<TaskGrant> grants, JobTraces traces) {
        List<String> headers = grants.stream()
                .map(grant ->
                        Objects.requireNonNullElse(traces.header(grant.packet().jobId()), UNKNOWN))
                .toList();
        return headers.stream().allMatch(UNKNOWN::equals) ? List.of() : headers;
    }

    /** @param headers as they came; some proxies join them with commas */
    public static void learn(List<String> headers, List<TaskGrant> grants, JobTraces traces) {
        List<String> each = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        if (each.size() == grants.size()) {
            for (int i = 0; i < each.size(); i++) {
                traces.learn(
                        grants.get(i).packet().jobId(),
                        TraceContext.parse(each.get(i)).orElse(null));
            }
        }
    }
}
