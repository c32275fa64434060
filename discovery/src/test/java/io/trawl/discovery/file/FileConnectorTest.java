package io.trawl.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.Credentials;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.SourceCheck;
import io.trawl.engine.workload.SourceCheck.Trouble;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConnectorTest {
    private final FileConnector connector = new FileConnector();

    @TempDir
    private Path directory;

    private Path allowed;
    private Path outside;

    @BeforeEach
    void makeDirectories() throws IOException {
        allowed = Files.createDirectories(directory.resolve("allowed"));
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("a.txt"), "x");
    }

    @Test
    void shouldSayInOneSentenceWhetherARootCanBeRead() throws IOException {
        Path file = Files.writeString(allowed.resolve("one.txt"), "x");

        assertThat(test(outside)).isEqualTo(SourceCheck.fine("The directory " + outside + " can be listed."));
        assertThat(test(file).ok()).isTrue();
        assertThat(test(directory.resolve("missing")))
                .isEqualTo(new SourceCheck(
                        Trouble.MISSING, "The root " + directory.resolve("missing") + " is not there."));
        assertThat(test(Path.of("/dev/null")).trouble()).isEqualTo(Trouble.UNSUITABLE);
    }

    @Test
    void shouldSayThatARootIsDeniedToWhoMayNotReadIt() throws IOException {
        Path closed = Files.createDirectory(
                directory.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        // root may read everything: then it is no trouble.
        assertThat(test(closed).trouble()).isEqualTo(Files.isReadable(closed) ? Trouble.NONE : Trouble.PERMISSION);
    }

    @Test
    void shouldOpenOnlyWhatIsReallyUnderAnAllowedRoot() throws IOException, Unreadable {
        Path link = Files.createSymbolicLink(allowed.resolve("link"), outside);
        Path inside = Files.createDirectory(allowed.resolve("inside"));

        connector.open(source(inside), only(allowed)).close();
        assertForbidden(outside);
        assertForbidden(link);
        assertForbidden(allowed.resolve("../outside"));
        assertForbidden(outside.resolve("missing"));
        assertForbidden(directory.resolve("allowed-not"));
    }

    private void assertForbidden(Path root) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> connector.open(source(root), only(allowed)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reasons.FORBIDDEN));
        assertThat(connector.test(source(root), only(allowed)).trouble()).isEqualTo(Trouble.FORBIDDEN);
    }

    private SourceCheck test(Path root) {
        return connector.test(source(root), SourceAccess.NONE);
    }

    private static SourceSpec source(Path root) {
        return SourceSpec.of("s", "file", Map.of("root", root.toString()));
    }

    private static SourceAccess only(Path root) {
        return new SourceAccess(Credentials.NONE, Map.of(FileRoots.SETTING, root.toString()));
    }
}
