package io.trawl.cli.output;

import io.trawl.schemas.Json;
import io.trawl.schemas.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A result of the discovery workload as the command shows it.
 *
 * @param column empty when the object has none
 * @param distinct different values; a lower bound when it ends in {@code +}
 * @param samples masked
 * @param judged its column as a whole
 */
public record FindingRow(
        String source,
        String object,
        String column,
        String detector,
        ConfidenceLevel confidence,
        long count,
        String distinct,
        List<String> samples,
        ColumnVerdict judged) {
    /** Kind of the results that are findings. */
    public static final String KIND = "finding";

    public static final List<String> CSV_HEADINGS = List.of(
            "source",
            "object",
            "column",
            "detector",
            "confidence",
            "count",
            "distinct",
            "samples",
            "column_verdict",
            "share",
            "values",
            "why");

    public FindingRow {
        samples = List.copyOf(samples);
    }

    /** Without a judgement of its column. */
    public FindingRow(
            String source,
            String object,
            String column,
            String detector,
            ConfidenceLevel confidence,
            long count,
            String distinct,
            List<String> samples) {
        this(source, object, column, detector, confidence, count, distinct, samples, ColumnVerdict.NONE);
    }

    FindingRow with(ColumnVerdict verdict) {
        return new FindingRow(source, object, column, detector, confidence, count, distinct, samples, verdict);
    }

    /** Empty when the result is none: another workload, or a shape of the future. */
    public static Optional<FindingRow> of(ResultRow row) {
        if (!row.kind().equals(KIND)) {
            return Optional.empty();
        }
        try {
            JsonNode body = Json.mapper().readTree(row.body());
            String detector = body.path("detector").asString("");
            Optional<ConfidenceLevel> confidence =
                    ConfidenceLevel.find(body.path("confidence").asString(""));
            if (detector.isEmpty() || confidence.isEmpty()) {
                return Optional.empty();
            }
            List<String> samples = new ArrayList<>();
            body.path("samples").forEach(sample -> samples.add(sample.asString("")));
            return Optional.of(new FindingRow(
                    row.source(),
                    body.path("object").asString(row.key()),
                    body.path("column").asString(""),
                    detector,
                    confidence.get(),
                    body.path("count").asLong(0),
                    body.path("distinct").asLong(0)
                            + (body.path("distinct_at_least").asBoolean(false) ? "+" : ""),
                    samples));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public List<String> csv() {
        return List.of(
                source,
                object,
                column,
                detector,
                confidence.name(),
                Long.toString(count),
                distinct,
                String.join(" ", samples),
                judged.verdict(),
                judged.isGiven() ? Double.toString(judged.share()) : "",
                judged.isGiven() ? Long.toString(judged.values()) : "",
                judged.why());
    }

    /** The object, and where it has columns the column. */
    public String place() {
        return column.isEmpty() ? object : object + " [" + column + "]";
    }
}
