package io.trawl.e2e;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A tree of made-up files, the same for the same seed: many small ones, and some that take a while. */
public final class TreeOfFiles {
    private static final String[] WORDS = {
        "invoice", "meeting", "harbour", "quarter", "ledger", "window", "paper", "garden", "signal", "copper", "market",
        "winter", "number", "letter", "office", "travel"
    };

    private final Path root;
    private final SplittableRandom random;

    private TreeOfFiles(Path root, long seed) {
        this.root = root;
        this.random = new SplittableRandom(seed);
    }

    /**
     * @param small number of small files, in directories of a hundred
     * @param bigBytes size of each of two text files; they are scanned in slices
     */
    public static void write(Path root, long seed, int small, long bigBytes) throws IOException {
        TreeOfFiles tree = new TreeOfFiles(Files.createDirectories(root), seed);
        tree.small(small);
        tree.text("big-a.log", bigBytes);
        tree.text("big-b.txt", bigBytes);
        tree.table("customers.csv", bigBytes / 4);
        tree.packed(bigBytes / 4);
        tree.gaps();
    }

    private void small(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path folder = Files.createDirectories(root.resolve("folder-" + i / 100));
            StringBuilder text = new StringBuilder();
            int lines = random.nextInt(1, 12);
            for (int line = 0; line < lines; line++) {
                text.append(line()).append('\n');
            }
            Files.writeString(folder.resolve("note-" + i + (i % 3 == 0 ? ".md" : ".txt")), text);
        }
    }

    private void text(String name, long bytes) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(root.resolve(name))) {
            lines(writer, bytes);
        }
    }

    private void table(String name, long bytes) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(root.resolve(name))) {
            writer.write("id,email,card_number,remark\n");
            for (long written = 0, id = 0; written < bytes; id++) {
                String row = id + "," + email() + "," + card() + "," + words(4) + "\n";
                writer.write(row);
                written += row.length();
            }
        }
    }

    private void packed(long bytes) throws IOException {
        try (Writer writer = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(root.resolve("old.log.gz"))), StandardCharsets.UTF_8)) {
            lines(writer, bytes);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(root.resolve("archive.zip")))) {
            for (int i = 0; i < 40; i++) {
                zip.putNextEntry(new ZipEntry("entry-" + i + ".txt"));
                zip.write((line() + "\n" + line() + "\n").getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    /** What cannot be read, and has to stand in the receipt. */
    private void gaps() throws IOException {
        Files.createSymbolicLink(root.resolve("link-to-nowhere"), Path.of("nowhere"));
        try (OutputStream binary = Files.newOutputStream(root.resolve("noise.bin"))) {
            byte[] noise = new byte[20_000];
            random.nextBytes(noise);
            binary.write(noise);
        }
        Files.write(root.resolve("broken.zip"), new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3});
        Files.createFile(root.resolve("empty.txt"));
    }

    private void lines(Writer writer, long bytes) throws IOException {
        for (long written = 0; written < bytes; ) {
            String line = line();
            writer.write(line);
            writer.write('\n');
            written += line.length() + 1;
        }
    }

    private String line() {
        return switch (random.nextInt(24)) {
            case 0 -> words(5) + " write to " + email() + " " + words(3);
            case 1 -> words(4) + " card " + card() + " " + words(2);
            case 2 -> "phone +44 20 7946 0" + random.nextInt(100, 1000) + " " + words(6);
            default -> words(14);
        };
    }

    private String email() {
        return WORDS[random.nextInt(WORDS.length)] + "." + random.nextInt(5_000) + "@mail.example.org";
    }

    /** With the right check digit, from a range that nobody issues. */
    private String card() {
        String digits = "400000" + String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000));
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
