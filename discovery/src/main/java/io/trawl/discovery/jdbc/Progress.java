package io.trawl.discovery.jdbc;

import io.trawl.schemas.Json;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far a slice was read, and which of its columns had parts that were not read: these are told once. */
final class Progress {
    private final Map<String, BitSet> told = new TreeMap<>();
    private long rows;
    private String place = "";

    private record Body(long rows, String place, Map<String, String> told) {}

    static Progress of(@Nullable String cursor) {
        Progress progress = new Progress();
        if (cursor != null) {
            Body body = Json.mapper().readValue(cursor, Body.class);
            progress.rows = body.rows();
            progress.place = body.place();
            body.told()
                    .forEach((reason, bits) -> progress.told.put(
                            reason, BitSet.valueOf(HexFormat.of().parseHex(bits))));
        }
        return progress;
    }

    /** Rows before the next one, in the order of the key. */
    long rows() {
        return rows;
    }

    /** Of the last row, where rows have a place that tells no value; empty at the start. */
    String place() {
        return place;
    }

    void moved(String to) {
        rows++;
        place = to;
    }

    /** Whether this is the first time. */
    boolean tell(String reason, int column) {
        BitSet columns = told.computeIfAbsent(reason, _ -> new BitSet());
        boolean first = !columns.get(column);
        columns.set(column);
        return first;
    }

    String cursor() {
        Map<String, String> bits = new TreeMap<>();
        told.forEach((reason, columns) -> bits.put(reason, HexFormat.of().formatHex(columns.toByteArray())));
        return Json.mapper().writeValueAsString(new Body(rows, place, bits));
    }
}
