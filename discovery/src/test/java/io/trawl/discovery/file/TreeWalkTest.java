package io.trawl.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.discovery.source.Unreadable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWalkTest {
    private static final PathRules ALL = new PathRules(List.of(), List.of(), true);

    @TempDir
    Path root;

    @Test
    void shouldTellEachDirectoryInTheOrderOfItsNames() throws Exception {
        file("b/2.txt", "b/1.txt", "a.txt", "b/a/x.txt", "c.txt");
        assertThat(walk(ALL, 100, null).lines)
                .containsExactly("found a.txt", "found b/1.txt", "found b/2.txt", "found b/a/x.txt", "found c.txt");
    }

    @Test
    void shouldTellTheSameWhateverThePageSize() throws Exception {
        for (int i = 0; i < 60; i++) {
            file("d" + i % 7 + "/f" + i, "g" + i);
        }
        List<String> whole = walk(ALL, 1_000, null).lines;
        assertThat(walk(ALL, 1, null).lines).isEqualTo(whole);
        assertThat(walk(ALL, 7, null).lines).isEqualTo(whole);
    }

    @Test
    void shouldGoOnRightAfterAnyCursor() throws Exception {
        for (int i = 0; i < 20; i++) {
            file("d" + i % 3 + "/e" + i % 2 + "/f" + i, "d" + i % 3 + ".txt", "d" + i % 3 + "/e.x");
        }
        HeardListing whole = walk(ALL, 100, null);
        for (int i = 0; i < whole.lines.size(); i++) {
            HeardListing rest = walk(ALL, 3, whole.cursors.get(i));
            assertThat(rest.lines).isEqualTo(whole.lines.subList(i + 1, whole.lines.size()));
        }
    }

    @Test
    void shouldGoOnWhenWhatTheCursorNamesIsGone() throws Exception {
        file("a/x", "b/x", "c/x");
        assertThat(walk(ALL, 10, "b/w/deeper").lines).containsExactly("found b/x", "found c/x");
        assertThat(walk(ALL, 10, "bb/w").lines).containsExactly("found c/x");
    }

    @Test
    void shouldNoteAnExcludedDirectoryOnceAndNotWalkIt() throws Exception {
        file("keep/a.txt", "skip/a.txt", "skip/b/c.txt", "x.bak", ".git/config", "doc.md");
        PathRules rules = new PathRules(List.of(Glob.of("*.txt")), List.of(Glob.of("skip/"), Glob.of("*.bak")), false);
        assertThat(walk(rules, 10, null).lines)
                .containsExactly(
                        "EXCLUDED hidden .git",
                        "EXCLUDED not_included doc.md",
                        "found keep/a.txt",
                        "EXCLUDED exclude:skip/ skip",
                        "EXCLUDED exclude:*.bak x.bak");
    }

    @Test
    void shouldNoteADirectoryThatRefusesAndGoOn() throws Exception {
        file("a/x", "b/x");
        Tree real = new RootedTree(root.toRealPath());
        Tree refusing = path -> {
            if (path.text().equals("a")) {
                throw new AccessDeniedException("a");
            }
            return real.open(path);
        };
        HeardListing heard = new HeardListing();
        new TreeWalk(refusing, ALL, 10, heard).run(null);
        assertThat(heard.lines).containsExactly("SKIPPED denied a", "found b/x");
    }

    @Test
    void shouldNoteEntriesThatVanishOrRefuseToBeLookedAt() throws Exception {
        HeardListing heard = new HeardListing();
        new TreeWalk(_ -> new Unwilling(), ALL, 10, heard).run(null);
        assertThat(heard.lines).containsExactly("SKIPPED gone gone.txt", "SKIPPED denied kept.txt");
    }

    @Test
    void shouldRefuseARootThatCannotBeListed() {
        Tree refusing = _ -> {
            throw new AccessDeniedException("root");
        };
        assertThatThrownBy(() -> new TreeWalk(refusing, ALL, 10, new HeardListing()).run(null))
                .isInstanceOf(Unreadable.class)
                .hasMessage("denied");
    }

    @Test
    void shouldNotGoBelowThePathLimit() throws Exception {
        Path deep = root;
        String name = "d".repeat(200);
        for (int i = 0; i < 18; i++) {
            deep = deep.resolve(name);
        }
        Files.createDirectories(deep);
        // 18 × 200 + 17 slashes; two more names lead over the limit.
        Files.createDirectory(deep.resolve("e".repeat(181)));
        Files.createFile(deep.resolve("f".repeat(183)));
        HeardListing heard = walk(ALL, 10, null);
        assertThat(heard.lines).hasSize(1);
        assertThat(heard.lines.getFirst())
                .startsWith("SKIPPED path_too_long ddd")
                .endsWith("fff");
    }

    private HeardListing walk(PathRules rules, int pageSize, String cursor) throws Exception {
        HeardListing heard = new HeardListing();
        new TreeWalk(new RootedTree(root.toRealPath()), rules, pageSize, heard).run(cursor);
        return heard;
    }

    private void file(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.writeString(root.resolve(name), name);
        }
    }

    private static final class Unwilling implements Directory {
        @Override
        public Iterable<Path> names() {
            return IntStream.range(0, 2)
                    .mapToObj(i -> Path.of(i == 0 ? "kept.txt" : "gone.txt"))
                    .toList();
        }

        @Override
        public BasicFileAttributes attributes(Path name) throws IOException {
            throw name.toString().startsWith("gone")
                    ? new NoSuchFileException("gone")
                    : new AccessDeniedException("kept");
        }

        @Override
        public Directory enter(Path name) {
            throw new AssertionError("not asked for");
        }

        @Override
        public SeekableByteChannel read(Path name) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void close() {}
    }
}
