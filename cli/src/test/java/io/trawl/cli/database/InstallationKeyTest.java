package io.trawl.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.cli.exit.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void shouldRefuseADamagedKeyRatherThanMakeAnother() throws Exception {
        Files.write(directory.resolve("installation.key"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> InstallationKey.load(directory))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("restore it from a backup");
    }
}
