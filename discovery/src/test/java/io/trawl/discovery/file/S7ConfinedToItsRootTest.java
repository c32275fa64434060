package io.trawl.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.discovery.source.ByteSource;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S7: a source is confined to its root, whatever names, links and locators say. */
class S7ConfinedToItsRootTest {
    @TempDir
    Path home;

    private Path root;

    @BeforeEach
    void plantASecretBesideTheRoot() throws Exception {
        root = Files.createDirectory(home.resolve("root"));
        Files.writeString(home.resolve("secret.txt"), "outside");
        Files.createDirectory(root.resolve("dir"));
        Files.writeString(root.resolve("dir/in.txt"), "inside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "dir/../../secret.txt",
                "./../secret.txt",
                "/etc/passwd",
                "dir//in.txt",
                "",
                "..",
                "dir/."
            })
    void shouldNotOpenALocatorThatClimbs(String locator) throws Exception {
        assertRefused(locator, "gone");
    }

    @Test
    void shouldNotOpenALinkToAFileOutside() throws Exception {
        Files.createSymbolicLink(root.resolve("link.txt"), home.resolve("secret.txt"));
        assertRefused("link.txt", "changed");
    }

    @Test
    void shouldNotPassThroughALinkThatTookADirectorysPlace() throws Exception {
        Files.move(root.resolve("dir"), home.resolve("away"));
        Files.writeString(home.resolve("away/new.txt"), "outside");
        Files.createSymbolicLink(root.resolve("dir"), home.resolve("away"));
        assertRefused("dir/new.txt", "changed");
    }

    @Test
    void shouldNotListThroughALinkThatTookADirectorysPlace() throws Exception {
        Tree tree = new RootedTree(root.toRealPath());
        Files.move(root.resolve("dir"), home.resolve("away"));
        Files.createSymbolicLink(root.resolve("dir"), home.resolve("away"));
        assertThatThrownBy(() -> tree.open(RawName.ofText("dir"))).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void shouldKeepReadingTheDirectoryItHoldsWhenItIsSwapped() throws Exception {
        try (Directory held = new RootedTree(root.toRealPath()).open(RawName.ofText("dir"))) {
            Files.move(root.resolve("dir"), home.resolve("away"));
            Files.createSymbolicLink(root.resolve("dir"), Path.of("/etc"));
            assertThat(held.attributes(Path.of("in.txt")).isRegularFile()).isTrue();
            assertThatThrownBy(() -> held.attributes(Path.of("passwd"))).isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void shouldFollowALinkOnlyWhenItIsTheRootItself() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), root);
        HeardListing heard = new HeardListing();
        try (ByteSource source = open(link)) {
            source.list(null, heard);
            source.open("dir/in.txt").close();
        }
        assertThat(heard.lines).containsExactly("found dir/in.txt");
    }

    private void assertRefused(String locator, String reason) throws Exception {
        try (ByteSource source = open(root)) {
            assertThatThrownBy(() -> source.open(locator))
                    .isInstanceOf(Unreadable.class)
                    .hasMessage(reason);
        }
    }

    private static ByteSource open(Path path) throws Exception {
        return new FileConnector().open(SourceSpec.of("s", "file", Map.of("root", path.toString())), SourceAccess.NONE);
    }
}
