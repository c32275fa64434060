package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S11, S12: raw values that were planted are found, and none of them leaves a handler in any text. */
class S11CanaryTest {
    private static final List<String> CANARIES = List.of(
            "4111111111111111",
            "4111 1111 1111 1111",
            "DE89370400440532013000",
            "canary.bird@example.org",
            "219-09-9999",
            "AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    @TempDir
    Path root;

    @Test
    void shouldLetNoRawValueOut() throws Exception {
        plant();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        Driver.Run run;
        try (PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            run = Driver.adverse(new Limits(300, 100, 200, 1L << 20, 100, 4, 1 << 20), 7, 0.01)
                    .scan(root);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(run.merged).hasSizeGreaterThan(20);
        StringBuilder all = new StringBuilder(printed.toString(StandardCharsets.UTF_8));
        run.said.forEach(text -> all.append('\n').append(text));
        run.merged.values().forEach(body -> all.append('\n').append(new DiscoveryWorkload().present("finding", body)));
        for (String canary : CANARIES) {
            assertThat(all.toString().contains(canary))
                    .as("canary %d", CANARIES.indexOf(canary))
                    .isFalse();
        }
    }

    @Test
    void shouldFindEveryCanary() throws Exception {
        Files.writeString(
                root.resolve("t.txt"), String.join("\n", CANARIES).replace("wJalr", "aws_secret_access_key = wJalr"));
        long found = Driver.with(Limits.DEFAULTS).scan(root).counts().size();
        assertThat(found).isGreaterThanOrEqualTo(5);
    }

    private void plant() throws Exception {
        StringBuilder text = new StringBuilder();
        StringBuilder headerless = new StringBuilder();
        StringBuilder keys = new StringBuilder("{");
        StringBuilder lines = new StringBuilder();
        for (String canary : CANARIES) {
            text.append("a secret ").append(canary).append(" b\n");
            headerless.append(canary).append(",x,").append(canary).append('\n');
            keys.append('"')
                    .append(canary)
                    .append("\":{\"v\":\"")
                    .append(canary)
                    .append("\"},");
            lines.append("{\"").append(canary).append("\":\"").append(canary).append("\"}\n");
        }
        String document = keys.append("\"end\":1}").toString();
        Files.writeString(root.resolve("t.txt"), text);
        Files.writeString(root.resolve("u.txt"), text, StandardCharsets.UTF_16);
        Files.writeString(root.resolve("h.csv"), headerless);
        Files.writeString(root.resolve("k.json"), document);
        Files.writeString(root.resolve("broken.json"), document.substring(0, document.length() - 5));
        Files.writeString(root.resolve("deep.json"), "[".repeat(1_500) + "\"" + CANARIES.getFirst() + "\"");
        Files.writeString(root.resolve("l.ndjson"), lines);
        byte[] zip = Archives.zip(new TreeMap<>(Map.of(
                "h.csv", headerless.toString().getBytes(StandardCharsets.UTF_8),
                "k.json", document.getBytes(StandardCharsets.UTF_8),
                "p.pdf", ("%PDF-" + text).getBytes(StandardCharsets.UTF_8))));
        Files.write(root.resolve("z.zip"), zip);
        Files.write(root.resolve("cut.zip"), java.util.Arrays.copyOf(zip, zip.length - 40));
        byte[] gzip = Archives.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        Files.write(root.resolve("t.gz"), gzip);
        Files.write(root.resolve("cut.gz"), java.util.Arrays.copyOf(gzip, gzip.length - 12));
    }
}
