package io.trawl.discovery.content;

import io.trawl.discovery.source.Reasons;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by the first bytes and the name how to read an object, or why not. Bytes win over names. */
public final class Sniffer {
    private static final Set<String> LINES = Set.of("ndjson", "jsonl");
    private static final Set<String> DOCUMENTS = Set.of("json", "geojson", "har", "webmanifest", "ipynb");
    private static final int MAX_LINES_LOOKED_AT = 20;

    private Sniffer() {}

    /**
     * @param head the first {@link Limits#HEAD_BYTES} of the object, or all of it
     * @param name its extension decides between formats that look alike
     */
    public static Sniffed sniff(byte[] head, int length, String name) {
        if (length == 0) {
            return new Sniffed.Empty();
        }
        if (Magic.isGzip(head, length)) {
            return new Sniffed.Readable(Shape.of(Format.GZIP, Encoding.UTF_8));
        }
        if (Magic.isZip(head, length)) {
            String office = Magic.officeFormat(head, length, name);
            return office == null
                    ? new Sniffed.Readable(Shape.of(Format.ZIP, Encoding.UTF_8))
                    : new Sniffed.Refused(Reasons.UNSUPPORTED + office);
        }
        String reason = Magic.reasonOf(head, length);
        if (reason != null) {
            return new Sniffed.Refused(reason);
        }
        Encoding encoding = TextSniffer.encodingOf(head, length);
        return encoding == null
                ? new Sniffed.Refused(Reasons.BINARY)
                : new Sniffed.Readable(shape(new String(head, 0, length, encoding.charset()), encoding, name));
    }

    private static Shape shape(String text, Encoding encoding, String name) {
        String extension = extension(name);
        String start = text.stripLeading();
        start = start.startsWith("\uFEFF") ? start.substring(1).stripLeading() : start;
        if (LINES.contains(extension) || isLinesOfJson(start)) {
            return Shape.of(Format.NDJSON, encoding);
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            if (DOCUMENTS.contains(extension) || isJsonStart(start)) {
                return Shape.of(Format.JSON, encoding);
            }
        }
        Character delimiter = delimiter(text, extension);
        return delimiter == null ? Shape.of(Format.TEXT, encoding) : new Shape(Format.CSV, encoding, delimiter);
    }

    /** Two lines or more, each an object: a document would go on from line to line. */
    private static boolean isLinesOfJson(String start) {
        String[] lines = start.split("\n", 4);
        return lines.length >= 3 && isWholeObject(lines[0]) && isWholeObject(lines[1]);
    }

    private static boolean isWholeObject(String line) {
        String text = line.strip();
        return text.startsWith("{\"") && text.endsWith("}");
    }

    private static boolean isJsonStart(String start) {
        String next = start.substring(1).stripLeading();
        char c = next.isEmpty() ? ' ' : next.charAt(0);
        return c == '"' || start.charAt(0) == '[' && (c == '{' || c == '[' && !next.startsWith("[["));
    }

    /** @return null when it is no table */
    private static @Nullable Character delimiter(String text, String extension) {
        String candidates = switch (extension) {
            case "csv" -> ",;\t|";
            case "tsv", "tab" -> "\t,;";
            case "psv" -> "|,;";
            default -> "";
        };
        String[] lines = text.split("\r\n|\r|\n", MAX_LINES_LOOKED_AT + 1);
        Character best = null;
        long most = 0;
        for (char c : candidates.toCharArray()) {
            long shared = linesThatAgree(lines, c);
            if (shared > most) {
                most = shared;
                best = c;
            }
        }
        return best;
    }

    /** Lines with as many of {@code delimiter} as the first has; quoted ones may make a line differ. */
    private static long linesThatAgree(String[] lines, char delimiter) {
        long first = occurrences(lines[0], delimiter);
        if (first == 0) {
            return 0;
        }
        int whole = Math.max(1, lines.length - 1);
        long agreeing = 0;
        for (int i = 0; i < whole; i++) {
            agreeing += occurrences(lines[i], delimiter) >= first ? 1 : 0;
        }
        return agreeing * 2 >= whole ? agreeing : 0;
    }

    private static long occurrences(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }

    static String extension(String name) {
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
