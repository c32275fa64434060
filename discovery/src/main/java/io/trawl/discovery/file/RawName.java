package io.trawl.discovery.file;

import io.trawl.discovery.source.Names;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file name, or a relative path, as the bytes the file system holds: neither the JVM's locale nor a name that is
 * not UTF-8 can lose any. In text (a locator, a cursor) each byte is one char, U+0001 to U+00FF.
 */
record RawName(byte[] bytes) implements Comparable<RawName> {
    private static final String HEX = "0123456789ABCDEF";

    /** From one entry of a directory listing. */
    static RawName of(Path entry) {
        Path name = entry.getFileName();
        String text = name == null ? "" : name.toString();
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return new RawName(text.getBytes(StandardCharsets.US_ASCII));
        }
        boolean exact = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) && text.indexOf('\uFFFD') < 0;
        return exact ? new RawName(text.getBytes(StandardCharsets.UTF_8)) : fromPercent(percentEncoded(entry));
    }

    static RawName ofText(String text) {
        return new RawName(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    boolean isHidden() {
        return bytes.length > 0 && bytes[0] == '.';
    }

    /** A relative path with exactly these bytes. */
    Path toPath() {
        StringBuilder uri = new StringBuilder("file:///");
        for (byte b : bytes) {
            uri.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return Path.of("/").relativize(absolute);
    }

    /** For people. */
    String display() {
        return Names.display(bytes);
    }

    /** Only the URI of a path keeps the bytes of a name that the locale's charset cannot tell. */
    private static String percentEncoded(Path entry) {
        String path = Path.of("/").resolve(entry.getFileName()).toUri().getRawPath();
        return path.substring(1, path.endsWith("/") ? path.length() - 1 : path.length());
    }

    private static RawName fromPercent(String raw) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes[length++] = (byte) Integer.parseInt(raw, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) raw.charAt(i);
            }
        }
        return new RawName(Arrays.copyOf(bytes, length));
    }

    @Override
    public int compareTo(RawName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return display();
    }
}
