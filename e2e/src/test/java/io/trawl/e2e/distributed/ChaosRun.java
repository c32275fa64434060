package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.stack.Shape;
import io.trawl.e2e.Canonical;
import io.trawl.e2e.SingleProcessRun;
import io.trawl.e2e.TreeOfFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree, what one undisturbed process finds in it, and an installation that is asked to find the same. */
record ChaosRun(Path tree, Canonical reference, Installation installation, Chaos chaos) implements AutoCloseable {
    private static final int SMALL_FILES = 2_400;
    private static final long BIG_FILE = 24L << 20;

    static ChaosRun prepare(Path home, long seed) throws IOException {
        Path tree = home.resolve("tree");
        TreeOfFiles.write(tree, seed, SMALL_FILES, BIG_FILE);
        Path data = home.resolve("single");
        Canonical reference = SingleProcessRun.over(tree, data);
        assertThat(reference.findings()).hasSizeGreaterThan(100);
        assertThat(reference.gaps()).hasSizeGreaterThan(2);
        // Equal values get equal tokens only where the key is the same.
        Path root = Files.createDirectories(home.resolve("stack"));
        Files.copy(data.resolve("installation.key"), root.resolve("installation.key"));
        Installation installation = Installation.up(root, new Shape(2, 1, 3, 0, 0));
        return new ChaosRun(tree, reference, installation, new Chaos(installation, tree, reference, seed));
    }

    @Override
    public void close() {
        installation.close();
    }
}
