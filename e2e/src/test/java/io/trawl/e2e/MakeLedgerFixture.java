package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the ledger of the newest schema to where {@link UpgradeTest} finds it. Its name keeps it out of the builds:
 * {@code e2e/make-ledger} runs it, once for every version that is released.
 */
class MakeLedgerFixture {
    @TempDir
    private Path home;

    @Test
    void shouldWriteTheLedgerOfTheNewestSchema() throws Exception {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        LedgerFixture.make(home, made);

        String version = LedgerDump.Head.read(new ByteArrayInputStream(made.toByteArray()))
                .version();
        Path file = Path.of("src/test/resources/ledgers/v" + version + ".sql.gz");
        Files.createDirectories(file.getParent());
        Files.write(file, made.toByteArray(), StandardOpenOption.CREATE_NEW);
        System.out.println("Wrote " + file + ", " + made.size() + " bytes; commit it.");
        assertThat(file).isNotEmptyFile();
    }
}
