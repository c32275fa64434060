package io.trawl.cli.output;

import io.trawl.schemas.Json;
import io.trawl.schemas.ResultRow;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Brings findings and the judgements of their columns together. Results come source by source, and in each the columns
 * before the findings, so those of one source are held at a time.
 */
public final class ColumnVerdicts {
    /** Kind of the results that judge columns. */
    public static final String KIND = "column";
    /** Findings of further columns are shown without a judgement. */
    static final int MAX_HELD = 100_000;

    private final Map<Key, ColumnVerdict> held = new HashMap<>();
    private String source = "";

    private record Key(String object, String column, String detector) {}

    /** How many of a job's results are findings, or whatever else it was run for. */
    public static long found(Map<String, Long> results) {
        return results.entrySet().stream()
                .filter(kind -> !kind.getKey().equals(KIND) && kind.getKey().indexOf('/') < 0)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** @return whether the row was one that judges a column */
    public boolean take(ResultRow row) {
        if (!row.kind().equals(KIND)) {
            return false;
        }
        if (!row.source().equals(source)) {
            source = row.source();
            held.clear();
        }
        try {
            JsonNode body = Json.mapper().readTree(row.body());
            String object = body.path("object").asString("");
            String column = body.path("column").asString("");
            for (JsonNode judged : body.path("judged")) {
                if (held.size() < MAX_HELD) {
                    Key key = new Key(object, column, judged.path("detector").asString(""));
                    held.put(key, verdict(body, judged));
                }
            }
        } catch (JacksonException e) {
            // A shape of the future: its findings are shown without it.
        }
        return true;
    }

    private static ColumnVerdict verdict(JsonNode body, JsonNode judged) {
        return new ColumnVerdict(
                judged.path("verdict").asString(""),
                judged.path("share").asDouble(0),
                body.path("values").asLong(0),
                judged.path("why").asString(""));
    }

    /** With what is known of its column. */
    public FindingRow judged(FindingRow finding) {
        if (!finding.source().equals(source)) {
            return finding;
        }
        ColumnVerdict verdict = held.get(new Key(finding.object(), finding.column(), finding.detector()));
        return verdict == null ? finding : finding.with(verdict);
    }
}
