package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S8, B8: archives and documents built to exhaust their reader end within the limits, each with its reason. */
@Timeout(60)
class S8UnpackingStaysWithinLimitsTest {
    private static final byte[] MAIL = "write to jane@example.org".getBytes(StandardCharsets.UTF_8);
    private static final Limits SMALL = new Limits(1 << 20, 64 << 10, 1L << 20, 1 << 20, 5, 2, 64 << 10);

    @TempDir
    Path root;

    @Test
    void shouldStopAtTheRatioOfABomb() throws Exception {
        byte[] zeros = new byte[30 << 20];
        Arrays.fill(zeros, (byte) ' ');
        Files.write(root.resolve("a.gz"), Archives.gzip(zeros));
        assertThat(gaps(Limits.DEFAULTS)).containsExactly("classify SKIPPED bomb a.gz");
    }

    @Test
    void shouldStopAtTheBytesOfOneObject() throws Exception {
        byte[] text = "nothing in here, line by line\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Files.write(
                root.resolve("a.zip"),
                Archives.zip(new TreeMap<>(Map.of("1.txt", MAIL, "2.txt", text, "3.txt", MAIL))));
        Driver.Run run = Driver.with(SMALL).scan(root);
        assertThat(run.gaps).containsExactly("classify SKIPPED too_large a.zip");
        assertThat(run.counts()).containsExactly("a.zip!/1.txt||email 1");
    }

    @Test
    void shouldStopAtTheDepthOfArchivesInArchives() throws Exception {
        byte[] one = Archives.zip(Map.of("1.txt", MAIL));
        byte[] two = Archives.zip(Map.of("one.zip", one));
        byte[] three = Archives.zip(Map.of("two.zip", two, "2.txt", MAIL));
        Files.write(root.resolve("three.zip"), three);
        Driver.Run run = Driver.with(SMALL).scan(root);
        assertThat(run.gaps).containsExactly("classify SKIPPED too_deep three.zip!/two.zip!/one.zip");
        assertThat(run.counts()).containsExactly("three.zip!/2.txt||email 1");
    }

    @Test
    void shouldStopAtTheEntriesOfAnArchive() throws Exception {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 7; i++) {
            many.put("../../" + i + ".txt", MAIL);
        }
        Files.write(root.resolve("many.zip"), Archives.zip(many));
        Driver.Run run = Driver.with(SMALL).scan(root);
        assertThat(run.gaps).containsExactly("classify SKIPPED too_many_entries many.zip");
        assertThat(run.counts()).hasSize(5).contains("many.zip!/../../0.txt||email 1");
    }

    @Test
    void shouldRefuseEntriesThatLieOverEachOther() throws Exception {
        byte[] zip = Archives.zip(new TreeMap<>(Map.of("a.txt", MAIL, "b.txt", MAIL)));
        int second = lastHeader(zip);
        Arrays.fill(zip, second + 42, second + 46, (byte) 0);
        Files.write(root.resolve("over.zip"), zip);
        assertThat(gaps(SMALL)).containsExactly("classify SKIPPED bomb over.zip");
    }

    @Test
    void shouldSayWhatIsMalformedAndKeepWhatCameBefore() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            text.write(("row " + i * 7919 % 10_007 + "\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] all = text.toByteArray();
        System.arraycopy(MAIL, 0, all, 0, MAIL.length);
        byte[] gzip = Archives.gzip(all);
        Files.write(root.resolve("a.gz"), Arrays.copyOf(gzip, gzip.length - 20));
        byte[] zip = Archives.zip(Map.of("a.txt", MAIL));
        Files.write(root.resolve("b.zip"), Arrays.copyOf(zip, zip.length - 10));
        Files.write(root.resolve("c.zip"), Archives.encrypted(zip, "a.txt"));
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(root);
        assertThat(run.gaps)
                .containsExactly(
                        "classify FAILED malformed:gzip a.gz",
                        "classify FAILED malformed:zip b.zip",
                        "classify SKIPPED encrypted c.zip!/a.txt");
    }

    @Test
    void shouldStopAtTheDepthOfADocument() throws Exception {
        Files.writeString(root.resolve("deep.json"), "{\"m\":\"jane@example.org\",\"a\":" + "[".repeat(5_000));
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(root);
        assertThat(run.gaps).containsExactly("classify SKIPPED too_deep deep.json");
        assertThat(run.counts()).containsExactly("deep.json|$.m|email 1");
    }

    private java.util.List<String> gaps(Limits limits) throws Exception {
        return Driver.with(limits).scan(root).gaps;
    }

    private static int lastHeader(byte[] zip) {
        for (int i = zip.length - 46; i >= 0; i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
        throw new IllegalArgumentException("no entry");
    }
}
