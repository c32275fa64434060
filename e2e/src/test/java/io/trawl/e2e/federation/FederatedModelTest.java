package io.trawl.e2e.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.trawl.e2e.Canaries;
import io.trawl.e2e.Canonical;
import io.trawl.e2e.JobClient;
import io.trawl.e2e.TreeOfFiles;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.SiteProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G7 and G8: a master shows what its sites found, the same as they do, and keeps nothing that could tell a value. */
class FederatedModelTest {
    /** Names of objects, of which the master must know as little as of what is in them. */
    private static final List<String> NAMES = List.of("settings.env", "keyed.json", "customers.csv", "link-to-nowhere");

    @TempDir
    private static Path home;

    @Test
    void shouldShowWhatItsSitesFindAndKeepNothingOfIt() throws Exception {
        Path papers = home.resolve("papers");
        Path letters = home.resolve("letters");
        Canaries.plant(papers);
        TreeOfFiles.write(letters, 7, 60, 60_000);
        try (Federated all = Federated.of(home.resolve("installations"), papers, letters)) {
            all.importSources();
            JobClient master = all.client(all.at());
            UUID job = master.submit(Federated.over("papers", "letters"));
            JobStatus ended = master.awaitEnd(job);

            assertThat(ended.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            assertThat(ended.sites())
                    .extracting(SiteProgress::site, SiteProgress::standing)
                    .containsExactly(
                            tuple("london", SiteProgress.Standing.ENDED), tuple("tokyo", SiteProgress.Standing.ENDED));
            Canonical shown = Canonical.of(master.jobs().get(), job);
            assertThat(shown.findings()).hasSizeGreaterThan(50);
            shouldCountByDetector(ended, shown);
            shouldBeAsAt(all, all.london(), "papers", shown);
            shouldBeAsAt(all, all.tokyo(), "letters", shown);
            shouldHoldNothing(all.endMaster());
        }
    }

    /** Each finding under its kind, and under that of its detector. */
    private static void shouldCountByDetector(JobStatus ended, Canonical shown) {
        assertThat(ended.results().get("finding")).isEqualTo(count(shown, " finding "));
        assertThat(ended.results().get("finding/iban"))
                .isEqualTo(count(shown, ",\"iban\"]"))
                .isPositive();
    }

    private static long count(Canonical shown, String mark) {
        return of(mark, shown.findings()).size();
    }

    /** Run there directly, the same job finds the same. */
    private static void shouldBeAsAt(Federated all, URI site, String source, Canonical shown) {
        JobClient there = all.client(site);
        UUID job = there.submit(Federated.over(source));
        there.awaitEnd(job);
        Canonical own = Canonical.of(there.jobs().get(), job);
        assertThat(of(source + " ", shown.findings())).isEqualTo(own.findings()).isNotEmpty();
        assertThat(of("source=" + source, shown.gaps())).isEqualTo(own.gaps()).isNotEmpty();
        assertThat(shown.receipt())
                .filteredOn(line -> line.contains("\"source\":\"" + source + "\""))
                .hasSize(own.receipt().size() - 1);
    }

    private static List<String> of(String mark, List<String> lines) {
        return lines.stream().filter(line -> line.contains(mark)).toList();
    }

    /** Of a master that has ended: rows, log of the database, whatever there is. */
    private static void shouldHoldNothing(Path data) throws IOException {
        int files = 0;
        for (Path file : files(data)) {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(Canaries.in(bytes)).as("values in %s", file).isEmpty();
            assertThat(NAMES.stream().filter(text::contains))
                    .as("names in %s", file)
                    .isEmpty();
            assertThat(text.contains(home.resolve("papers").toString()))
                    .as("options in %s", file)
                    .isFalse();
            files++;
        }
        assertThat(files).isGreaterThan(100);
    }

    /** All but the unpacked programs of the database. */
    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> walk = Files.walk(data)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(data.resolve("postgres")))
                    .toList();
        }
    }
}
