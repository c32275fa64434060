package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import io.trawl.discovery.source.Reasons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tree that users try first, from end to end: what is found, and what could not be read. */
class ScanOfSamplesTest {
    static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

    @Test
    void shouldTellWhatCouldNotBeRead() throws Exception {
        assertThat(Driver.with(Limits.DEFAULTS).scan(SAMPLES).sortedGaps())
                .containsExactly(
                        "classify SKIPPED binary archive/backup.zip!/logo.png",
                        "classify SKIPPED encrypted archive/backup.zip!/private/passport.txt",
                        "inspect SKIPPED binary media/pixel.png",
                        "inspect SKIPPED unsupported:pdf media/contract.pdf");
    }

    @Test
    void shouldFindWhatIsPlanted() throws Exception {
        List<String> expected = Files.readAllLines(Path.of("src/test/resources/samples-findings.txt"));
        assertThat(Driver.with(Limits.DEFAULTS).scan(SAMPLES).counts()).containsExactlyElementsOf(expected);
    }

    @Test
    void shouldLeaveOutWhatTheSourceLeavesOut() throws Exception {
        Map<String, Object> options = Map.of(
                "root",
                SAMPLES.toString(),
                "include",
                List.of("*.txt", "*.csv"),
                "exclude",
                List.of("exports/"),
                "hidden",
                false);
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(options, Map.of("detectors", List.of("iban")));
        assertThat(run.counts()).containsExactly("notes/meeting.txt||iban 1", "notes/umlaut-latin1.txt||iban 1");
        assertThat(run.gaps)
                .contains("discover EXCLUDED exclude:exports/ exports", "discover EXCLUDED hidden notes/.hidden.txt");
    }

    @Test
    void shouldAccountForEveryFile() throws Exception {
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(SAMPLES);
        long files;
        try (var all = Files.walk(SAMPLES)) {
            files = all.filter(Files::isRegularFile).count();
        }
        long inspectGaps =
                run.gaps.stream().filter(gap -> gap.startsWith("inspect")).count();
        assertThat(run.processed.get("inspect") + inspectGaps).isEqualTo(files);
        assertThat(run.gaps).allMatch(gap -> Reasons.isKnown(gap.split(" ")[2]));
    }
}
