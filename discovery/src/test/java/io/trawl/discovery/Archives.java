package io.trawl.discovery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes archives in memory. */
public final class Archives {
    private Archives() {}

    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    public static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Sets the flag that says a password is needed, in both headers of the first entry with this name. */
    public static byte[] encrypted(byte[] zip, String name) {
        byte[] copy = zip.clone();
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + 46 + wanted.length <= copy.length; i++) {
            boolean local = at(copy, i, 'P', 'K', 3, 4) && named(copy, i + 30, wanted);
            boolean central = at(copy, i, 'P', 'K', 1, 2) && named(copy, i + 46, wanted);
            if (local || central) {
                copy[i + (local ? 6 : 8)] |= 1;
            }
        }
        return copy;
    }

    private static boolean at(byte[] bytes, int at, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != (byte) wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean named(byte[] bytes, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}
