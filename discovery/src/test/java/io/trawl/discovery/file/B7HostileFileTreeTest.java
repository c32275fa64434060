package io.trawl.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.discovery.source.ByteSource;
import io.trawl.discovery.source.Content;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.schemas.SourceSpec;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** B7: a hostile file tree never blocks, never leads outside, and each object has its own reason. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class B7HostileFileTreeTest {
    @TempDir
    Path root;

    @Test
    void shouldTellSymlinksWithoutFollowingThem() throws Exception {
        Files.createSymbolicLink(root.resolve("loop"), root);
        Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("self"), root.resolve("self"));
        assertThat(list().lines)
                .containsExactly("EXCLUDED symlink dangling", "EXCLUDED symlink loop", "EXCLUDED symlink self");
    }

    @Test
    void shouldSkipFifoWithoutOpeningIt() throws Exception {
        HostileTree.fifo(root.resolve("pipe"));
        assertThat(list().lines).containsExactly("EXCLUDED special_file pipe");
    }

    @Test
    void shouldSkipASocket() throws Exception {
        Path at = root.resolve("s");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(at));
            assertThat(list().lines).containsExactly("EXCLUDED special_file s");
        }
    }

    @Test
    void shouldNotOpenAFifoThatTookAFilesPlace() throws Exception {
        HostileTree.fifo(root.resolve("was-a-file"));
        assertRefused("was-a-file", "changed");
        assertRefused("was-a-file/x", "changed");
    }

    @Test
    void shouldNotOpenADirectoryThatTookAFilesPlace() throws Exception {
        Files.createDirectory(root.resolve("d"));
        assertRefused("d", "changed");
    }

    @Test
    void shouldSayGoneOfWhatWasRemoved() throws Exception {
        assertRefused("nothing", "gone");
        assertRefused("no/directory", "gone");
    }

    @Test
    void shouldReadAFileWhoseNameIsNotUtf8() throws Exception {
        HostileTree.latinName(root);
        HeardListing heard = list();
        assertThat(heard.lines).containsExactly("found caf\\xE9");
        try (ByteSource source = open(root);
                Content content = source.open(heard.objects.getFirst().locator())) {
            byte[] bytes = new byte[10];
            assertThat(content.read(0, bytes, 0, 10)).isEqualTo(5);
        }
    }

    @Test
    void shouldReadAPathOf1300Characters() throws Exception {
        Path deep = root;
        for (int i = 0; i < 6; i++) {
            deep = deep.resolve("p".repeat(215));
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("x.txt"), "hello");
        HeardListing heard = list();
        assertThat(heard.objects).hasSize(1);
        try (ByteSource source = open(root)) {
            source.open(heard.objects.getFirst().locator()).close();
        }
    }

    @Test
    void shouldReadTheOneFileWhenTheRootIsAFile() throws Exception {
        Path file = Files.writeString(root.resolve("one.txt"), "hello");
        Files.writeString(root.resolve("two.txt"), "hello");
        HeardListing heard = new HeardListing();
        try (ByteSource source = open(file)) {
            source.list(null, heard);
            source.open("one.txt").close();
            assertThatThrownBy(() -> source.open("two.txt")).isInstanceOf(Unreadable.class);
        }
        assertThat(heard.lines).containsExactly("found one.txt");
    }

    @Test
    void shouldRefuseARootThatIsNotThereOrNotAPlace() throws Exception {
        HostileTree.fifo(root.resolve("pipe"));
        assertThatThrownBy(() -> open(root.resolve("nowhere")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("gone");
        assertThatThrownBy(() -> open(root.resolve("pipe")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("special_file");
    }

    private void assertRefused(String locator, String reason) throws Exception {
        try (ByteSource source = open(root)) {
            assertThatThrownBy(() -> source.open(locator))
                    .isInstanceOf(Unreadable.class)
                    .hasMessage(reason);
        }
    }

    private HeardListing list() throws Exception {
        HeardListing heard = new HeardListing();
        try (ByteSource source = open(root)) {
            source.list(null, heard);
        }
        return heard;
    }

    private static ByteSource open(Path path) throws Exception {
        return new FileConnector().open(SourceSpec.of("s", "file", Map.of("root", path.toString())), SourceAccess.NONE);
    }
}
