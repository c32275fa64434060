package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import io.trawl.discovery.source.Cell;
import io.trawl.discovery.source.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Searches the cells of a table. The name of a column goes before each value; in a document, that of its member. */
public final class CellScan {
    private final ValueScan value;
    private final JsonScan json;
    /** Of the document being read: what came before a break counts, but not twice. */
    private final List<Member> members = new ArrayList<>();

    public CellScan(Passages passages) {
        this.value = new ValueScan(passages);
        this.json = new JsonScan(passages, (path, label, text, _) -> members.add(new Member(path, label, text)));
    }

    /** @return why the cell was not searched, or null */
    public @Nullable String scan(String column, Cell cell, long row) {
        return switch (cell) {
            case Cell.Text(String text) -> {
                text(column, text, row);
                yield null;
            }
            case Cell.Json(String text) -> {
                document(column, text, row);
                yield null;
            }
            case Cell.Bytes(byte[] bytes) -> bytes(column, bytes, row);
        };
    }

    private void text(String column, String text, long row) {
        value.scan(column, column, text, places(row));
    }

    private void document(String column, String text, long row) {
        members.clear();
        try {
            json.scanLine(text, 0);
        } catch (JsonScan.NotJson | ContentStopped e) {
            if (members.isEmpty()) {
                text(column, text, row);
                return;
            }
        }
        LongFunction<Place> places = places(row);
        for (Member member : members) {
            String label = member.label().isEmpty() ? column : member.label();
            value.scan(column + " " + member.path(), label, member.text(), places);
        }
    }

    private @Nullable String bytes(String column, byte[] bytes, long row) {
        int head = Math.min(bytes.length, Limits.HEAD_BYTES);
        return switch (Sniffer.sniff(bytes, head, "")) {
            case Sniffed.Empty _ -> null;
            case Sniffed.Refused(String reason) -> reason;
            case Sniffed.Readable(Shape shape) ->
                switch (shape.format()) {
                    case TEXT, CSV, NDJSON -> {
                        text(column, new String(bytes, shape.encoding().charset()), row);
                        yield null;
                    }
                    case JSON -> {
                        document(column, new String(bytes, shape.encoding().charset()), row);
                        yield null;
                    }
                    case GZIP, ZIP ->
                        io.trawl.discovery.source.Reasons.UNSUPPORTED
                                + shape.format().name().toLowerCase(java.util.Locale.ROOT);
                };
        };
    }

    private static LongFunction<Place> places(long row) {
        return row == Rows.NOWHERE ? Place::at : offset -> Place.at(row, offset);
    }

    private record Member(String path, String label, String text) {}
}
