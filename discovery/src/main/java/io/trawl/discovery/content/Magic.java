package io.trawl.discovery.content;

import io.trawl.discovery.source.Reasons;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats that are told by their first bytes and are not text. */
final class Magic {
    private static final List<Magic> KNOWN = List.of(
            unsupported("pdf", "%PDF-"),
            unsupported("sqlite", "SQLite format 3\0"),
            unsupported("ole", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"),
            unsupported("parquet", "PAR1"),
            unsupported("avro", "Obj\u0001"),
            unsupported("orc", "ORC"),
            unsupported("7z", "7z\u00BC\u00AF\u0027\u001C"),
            unsupported("rar", "Rar!\u001A\u0007"),
            unsupported("xz", "\u00FD7zXZ\0"),
            unsupported("bzip2", "BZh"),
            unsupported("zstd", "(\u00B5/\u00FD"),
            unsupported("lz4", "\u0004\"M\u0018"),
            unsupported("pst", "!BDN"),
            new Magic(0, "\u0089PNG", Reasons.BINARY),
            new Magic(0, "\u00FF\u00D8\u00FF", Reasons.BINARY),
            new Magic(0, "GIF8", Reasons.BINARY),
            new Magic(0, "II*\0", Reasons.BINARY),
            new Magic(0, "MM\0*", Reasons.BINARY),
            new Magic(0, "\u007FELF", Reasons.BINARY),
            new Magic(0, "\u00CA\u00FE\u00BA\u00BE", Reasons.BINARY),
            new Magic(0, "OggS", Reasons.BINARY),
            new Magic(0, "ID3", Reasons.BINARY),
            new Magic(0, "RIFF", Reasons.BINARY),
            new Magic(4, "ftyp", Reasons.BINARY),
            new Magic(257, "ustar", Reasons.UNSUPPORTED + "tar"));

    private final int at;
    private final byte[] bytes;
    private final String reason;

    private Magic(int at, String bytes, String reason) {
        this.at = at;
        this.bytes = bytes.getBytes(StandardCharsets.ISO_8859_1);
        this.reason = reason;
    }

    private static Magic unsupported(String format, String bytes) {
        return new Magic(0, bytes, Reasons.UNSUPPORTED + format);
    }

    /** @return why it is not read, null when it is none of these formats */
    static @Nullable String reasonOf(byte[] head, int length) {
        for (Magic magic : KNOWN) {
            if (magic.matches(head, length)) {
                return magic.reason;
            }
        }
        return null;
    }

    static boolean isGzip(byte[] head, int length) {
        return length > 2 && head[0] == 0x1F && head[1] == (byte) 0x8B && head[2] == 8;
    }

    /** With entries, or empty. */
    static boolean isZip(byte[] head, int length) {
        return length > 3
                && head[0] == 'P'
                && head[1] == 'K'
                && (head[2] == 3 && head[3] == 4 || head[2] == 5 && head[3] == 6);
    }

    /** Documents of office programs are zip archives with known names in them. */
    static @Nullable String officeFormat(byte[] head, int length, String name) {
        String extension = Sniffer.extension(name);
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        if (text.contains("[Content_Types].xml") || text.contains("_rels/.rels")) {
            return switch (extension) {
                case "docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "vsdx" -> extension;
                default -> "ooxml";
            };
        }
        if (text.startsWith("mimetypeapplication/", 30)) {
            String type = text.substring(50, Math.min(text.length(), 120)).toLowerCase(Locale.ROOT);
            return type.startsWith("epub") ? "epub" : "opendocument";
        }
        return null;
    }

    private boolean matches(byte[] head, int length) {
        if (at + bytes.length > length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (head[at + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
