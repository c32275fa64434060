package io.trawl.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.cli.exit.Refusal;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanArgumentsTest {
    @TempDir
    private Path directory;

    private static ScanArguments of(List<Path> paths, List<String> exclude, List<String> detectors, boolean hidden) {
        return new ScanArguments(paths, DatabaseTargets.NONE, List.of(), exclude, detectors, hidden);
    }

    @Test
    void shouldMarkAlikeWhatMeansTheSame() {
        ScanArguments one = of(List.of(Path.of("/a"), Path.of("/b")), List.of("x", "y"), List.of("card", "iban"), true);
        ScanArguments other = of(
                List.of(Path.of("/b/."), Path.of("/a"), Path.of("/b")),
                List.of("y", "x"),
                List.of("iban", "card"),
                true);
        assertThat(one.mark()).isEqualTo(other.mark()).matches("[0-9a-f]{32}");
    }

    @Test
    void shouldMarkApartWhatDiffers() {
        ScanArguments one = of(List.of(Path.of("/a")), List.of("x"), List.of(), true);
        assertThat(one.mark())
                .isNotEqualTo(
                        of(List.of(Path.of("/a")), List.of(), List.of(), true).mark())
                .isNotEqualTo(of(List.of(Path.of("/a")), List.of("x"), List.of("card"), true)
                        .mark())
                .isNotEqualTo(of(List.of(Path.of("/a")), List.of("x"), List.of(), false)
                        .mark())
                .isNotEqualTo(new ScanArguments(
                                List.of(Path.of("/a")), DatabaseTargets.NONE, List.of("x"), List.of(), List.of(), true)
                        .mark());
    }

    @Test
    void shouldMakeEachPathASourceOfItsOwn() {
        JobRequest request = of(List.of(Path.of("/srv/a"), Path.of("/srv/b")), List.of("*.bak"), List.of("card"), false)
                .request();
        assertThat(request.workload()).isEqualTo("discovery");
        assertThat(request.sources()).extracting(SourceSpec::id).containsExactly("/srv/a", "/srv/b");
        assertThat(request.sources().getFirst().options())
                .isEqualTo(Map.of("root", "/srv/a", "exclude", List.of("*.bak"), "hidden", false));
        assertThat(request.options()).isEqualTo(Map.of("detectors", List.of("card")));
        assertThat(request.labels()).containsKey("trawl.scan");
    }

    @Test
    void shouldScanASingleFileAndNothingBesideIt() throws IOException {
        Path file = Files.writeString(directory.resolve("a[1].txt"), "x");
        SourceSpec source = of(List.of(file), List.of(), List.of(), true)
                .request()
                .sources()
                .getFirst();
        assertThat(source.options())
                .isEqualTo(Map.of(
                        "root", directory.toString(), "include", List.of("/a?1?.txt"), "exclude", List.of("*/")));
    }

    @Test
    void shouldNameLongAndStrangePathsInBounds() {
        Path longer = Path.of("/" + "d/".repeat(200) + "one");
        Path other = Path.of("/" + "d/".repeat(200) + "e/one");
        assertThat(SourceId.of(longer))
                .hasSizeLessThanOrEqualTo(200)
                .isNotEqualTo(SourceId.of(other))
                .contains("one~");
        assertThat(SourceId.of(Path.of("/a\nb"))).doesNotContain("\n");
    }

    @Test
    void shouldMakeADatabaseASourceNamedByItsPlace() {
        DatabaseTargets databases = new DatabaseTargets(
                List.of("postgres://reader@db.example.com:5433/shop?sslmode=require"), "env:SHOP_PASSWORD");
        SourceSpec source = new ScanArguments(List.of(), databases, List.of(), List.of(), List.of(), true)
                .request()
                .sources()
                .getFirst();
        assertThat(source.id()).isEqualTo("postgresql://db.example.com:5433/shop");
        assertThat(source.connector()).isEqualTo("postgresql");
        assertThat(source.credential()).isEqualTo("env:SHOP_PASSWORD");
        assertThat(source.options())
                .isEqualTo(Map.of("url", "postgresql://reader@db.example.com:5433/shop?sslmode=require"));
    }

    @Test
    void shouldRefuseAPasswordInAUrlWithoutRepeatingIt() {
        assertThatThrownBy(() -> new DatabaseTargets(List.of("postgresql://u:hunter2@h/d"), null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--credential")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> new DatabaseTargets(List.of("gopher://h/d"), null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("gopher");
    }
}
