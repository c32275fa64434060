package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A match on a border is found exactly once: whatever the size of slices and windows, the order they are scanned in
 * and the crashes in between, the merged findings are those of the whole.
 */
@Timeout(600)
class SlicesFindEachMatchOnceTest {
    private static final String[] VALUES = {
        "4111 1111 1111 1111",
        "jane.roe@example.org",
        "DE89 3704 0044 0532 0130 00",
        "078-05-1120",
        "5500005555555559",
        "GB82WEST12345698765432",
        "192.0.2.17",
        "219-09-9999"
    };
    private static final String[] FILLERS = {
        " ", "\n", "x", "é", "社員", "😀", ", ", "card number: ", "ssn ", "1", "-", "\0"
    };
    private static final Limits WHOLE = new Limits(1L << 30, 256 << 10, 1L << 30, 1L << 30, 100, 4, 1 << 20);

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "windows-1252"})
    void shouldFindTheSameWhateverTheSlicing(String charset) throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            Files.write(root.resolve("t.txt"), encoded(text(random, 4_000), Charset.forName(charset)));
            List<String> whole =
                    List.copyOf(Driver.with(WHOLE).scan(root).merged.values());
            assertThat(whole).isNotEmpty();
            Limits limits =
                    new Limits(500 + random.nextInt(9_000), 16 + random.nextInt(5_000), 300, 1L << 30, 100, 4, 1 << 20);
            Driver.Run run = Driver.adverse(limits, seed, 0.01).scan(root);
            assertThat(run.merged.values()).as("seed %d", seed).containsExactlyElementsOf(whole);
            assertThat(run.gaps).isEmpty();
        }
    }

    @Test
    void shouldFindTheSameWithEverySliceSize() throws Exception {
        Files.write(root.resolve("t.txt"), text(new Random(3), 60).getBytes(Charset.forName("UTF-8")));
        List<String> whole = List.copyOf(Driver.with(WHOLE).scan(root).merged.values());
        for (int size = 1; size < 160; size++) {
            Limits limits = new Limits(size, 64, 1L << 30, 1L << 30, 100, 4, 1 << 20);
            assertThat(Driver.with(limits).scan(root).merged.values())
                    .as("slices of %d", size)
                    .containsExactlyElementsOf(whole);
        }
    }

    @Test
    void shouldReadEachLineOfNdjsonOnceWhateverTheSlicing() throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                String value = VALUES[random.nextInt(VALUES.length)];
                lines.append(
                        switch (random.nextInt(4)) {
                            case 0 -> "{\"a\":{\"card\":\"" + value + "\"},\"b\":[1,\"" + value + "\"]}\n";
                            case 1 -> "{\"broken\": " + value + "\n";
                            case 2 -> "\r\n";
                            default -> "{\"mäil\":\"" + value + "\"}\r\n";
                        });
            }
            Files.writeString(root.resolve("t.ndjson"), lines);
            Driver.Run whole = Driver.with(WHOLE).scan(root);
            assertThat(whole.columns()).isNotEmpty();
            Limits limits = new Limits(60 + random.nextInt(900), 64, 400, 1L << 30, 100, 4, 1 << 20);
            Driver.Run run = Driver.adverse(limits, seed, 0.01).scan(root);
            assertThat(run.merged).isEqualTo(whole.merged);
            assertThat(whole.columns()).containsAllEntriesOf(run.columns());
        }
    }

    @Test
    void shouldGoOnInsideTablesAndArchivesAfterCrashes() throws Exception {
        Random random = new Random(5);
        StringBuilder table = new StringBuilder("name,card,\"mail, work\"\n");
        for (int i = 0; i < 3_000; i++) {
            table.append("n").append(i).append(',').append(VALUES[random.nextInt(VALUES.length)]);
            table.append(",\"").append(VALUES[random.nextInt(VALUES.length)]).append("\"\n");
        }
        byte[] csv = table.toString().getBytes(Charset.forName("UTF-8"));
        byte[] text = text(random, 2_000).getBytes(Charset.forName("UTF-8"));
        byte[] inner = Archives.zip(new java.util.TreeMap<>(
                java.util.Map.of("i.csv", csv, "b.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'})));
        Files.write(root.resolve("a.csv"), csv);
        Files.write(root.resolve("b.log.gz"), Archives.gzip(text));
        Files.write(
                root.resolve("c.zip"),
                Archives.zip(new java.util.TreeMap<>(java.util.Map.of(
                        "1.txt",
                        text,
                        "2.zip",
                        inner,
                        "3.pdf",
                        "%PDF-1.4".getBytes(),
                        "4.json",
                        "{\"a\":[\"4111111111111111\"]}".getBytes(),
                        "5.txt",
                        text))));
        Driver.Run whole = Driver.with(WHOLE).scan(root);
        for (int seed = 0; seed < 5; seed++) {
            Limits limits = new Limits(4_000, 3_000, 5_000, 1L << 30, 100, 4, 1 << 20);
            Driver.Run run = Driver.adverse(limits, seed, 0.01).scan(root);
            assertThat(run.merged).isEqualTo(whole.merged);
            assertThat(whole.columns()).containsAllEntriesOf(run.columns());
            assertThat(run.sortedGaps()).isEqualTo(whole.sortedGaps());
        }
    }

    private static String text(Random random, int pieces) {
        StringBuilder text = new StringBuilder("Begin ");
        for (int i = 0; i < pieces; i++) {
            text.append(
                    random.nextInt(4) == 0
                            ? VALUES[random.nextInt(VALUES.length)]
                            : FILLERS[random.nextInt(FILLERS.length - (i % 50 == 0 ? 0 : 1))]);
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static byte[] encoded(String text, Charset charset) {
        byte[] mark = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")
                ? "\uFEFF".getBytes(charset)
                : new byte[0];
        byte[] body = text.getBytes(charset);
        return ByteBuffer.allocate(mark.length + body.length)
                .put(mark)
                .put(body)
                .array();
    }
}
