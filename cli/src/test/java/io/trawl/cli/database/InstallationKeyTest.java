package io.trawl.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.cli.exit.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationKeyTest {
    @TempDir
    private Path directory;

    @Test
    void shouldMakeTheKeyOnceAndKeepItToItsOwner() throws Exception {
        byte[] key = InstallationKey.load(directory);
        assertThat(key).hasSize(32).isEqualTo(InstallationKey.load(directory));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("installation.key"))))
                .isEqualTo("rw-------");
    }

    /** Workers that start together share the file: one that went on with a key of its own would make other tokens. */
    @Test
    void shouldGiveTheSameKeyToAllThatStartTogether() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path shared = Files.createDirectory(directory.resolve("round-" + round));
            CyclicBarrier together = new CyclicBarrier(8);
            Callable<String> start = () -> {
                together.await();
                return HexFormat.of().formatHex(InstallationKey.load(shared));
            };
            Set<String> keys = new HashSet<>();
            try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
                for (Future<String> key : workers.invokeAll(Collections.nCopies(8, start))) {
                    keys.add(key.get());
                }
            }
            assertThat(keys).hasSize(1);
            assertThat(shared).isDirectoryNotContaining("glob:**.new");
        }
    }

    @Test
    void shouldRefuseADamagedKeyRatherThanMakeAnother() throws Exception {
        Files.write(directory.resolve("installation.key"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> InstallationKey.load(directory))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("restore it from a backup");
    }
}
