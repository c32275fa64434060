package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads one JSON document per line; the place of a value is the byte its line begins at. */
final class NdjsonScan {
    private static final String LINE = "";

    private final Passages passages;
    private final JsonScan json;
    private final ValueScan value;
    /** Of the line being read: they count only when the whole line is JSON. */
    private final List<Value> read = new ArrayList<>();

    NdjsonScan(Passages passages) {
        this.passages = passages;
        this.json = new JsonScan(passages, (column, label, text, _) -> read.add(new Value(column, label, text)));
        this.value = new ValueScan(passages);
    }

    /** Bytes before a slice that tell whether a line begins right at its start. */
    static long contextBytes() {
        return 2L * Encoding.MAX_CHARACTER_BYTES;
    }

    /**
     * Reads the lines that begin in {@code [start, end)}, each to its own end.
     *
     * @param in the object from {@code position} on
     */
    void scan(InputStream in, Encoding encoding, long position, long start, long end) throws IOException {
        CharStream chars = new CharStream(in, encoding, position);
        boolean lineBegins = position == 0;
        while (chars.ready() && (!lineBegins || chars.offset() < start)) {
            if (chars.offset() >= end) {
                return;
            }
            lineBegins = chars.read() == '\n';
        }
        while (chars.ready() && chars.offset() < end) {
            int length = line(chars);
            if (chars.ready()) {
                passages.reached(chars.offset(), length);
            }
        }
    }

    private int line(CharStream chars) throws IOException {
        long place = chars.offset();
        StringBuilder line = new StringBuilder();
        int c = chars.read();
        while (c >= 0 && c != '\n' && line.length() < Limits.MAX_VALUE_CHARS) {
            line.append((char) c);
            c = chars.read();
        }
        if ((c < 0 || c == '\n') && isJson(line.toString(), place)) {
            read.forEach(found -> value.scan(found.column(), found.label(), found.text(), _ -> Place.at(place)));
            return line.length();
        }
        value.begin(LINE, "", _ -> Place.at(place));
        line.chars().forEach(before -> value.add((char) before));
        for (; c >= 0 && c != '\n'; c = chars.read()) {
            value.add((char) c);
        }
        value.end();
        return line.length();
    }

    private boolean isJson(String line, long place) {
        read.clear();
        try {
            json.scanLine(line, place);
            return true;
        } catch (JsonScan.NotJson | ContentStopped e) {
            return false;
        }
    }

    private record Value(String column, String label, String text) {}
}
