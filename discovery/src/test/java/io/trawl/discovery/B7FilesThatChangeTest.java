package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.TaskContext;
import io.trawl.schemas.SourceSpec;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** B7: files that grow, shrink, vanish or claim to be huge while a job is at them. */
@Timeout(60)
class B7FilesThatChangeTest {
    private static final String MAIL = "mail jane@example.org now\n";

    @TempDir
    Path root;

    @Test
    void shouldReadWhatWasThereWhenAFileGrows() throws Exception {
        Path file = Files.writeString(root.resolve("a.log"), MAIL);
        Driver.Run run = classifyAfter(() -> Files.writeString(file, MAIL, StandardOpenOption.APPEND));
        assertThat(run.counts()).containsExactly("a.log||email 1");
        assertThat(run.gaps).isEmpty();
    }

    @Test
    void shouldSayChangedWhenAFileShrinks() throws Exception {
        Path file = Files.writeString(root.resolve("a.log"), MAIL + MAIL);
        Driver.Run run = classifyAfter(() -> Files.writeString(file, MAIL));
        assertThat(run.counts()).containsExactly("a.log||email 1");
        assertThat(run.gaps).containsExactly("classify SKIPPED changed a.log");
    }

    @Test
    void shouldSayGoneWhenAFileIsRemoved() throws Exception {
        Path file = Files.writeString(root.resolve("a.log"), MAIL);
        assertThat(classifyAfter(() -> Files.delete(file)).gaps).containsExactly("classify SKIPPED gone a.log");
    }

    @Test
    void shouldSayChangedWhenALinkTakesAFilesPlace() throws Exception {
        Path file = Files.writeString(root.resolve("a.log"), MAIL);
        Driver.Run run = classifyAfter(() -> {
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of("/etc/passwd"));
        });
        assertThat(run.gaps).containsExactly("classify SKIPPED changed a.log");
        assertThat(run.read).isLessThan(100);
    }

    @Test
    void shouldNotReadATerabyteOfHoles() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(root.resolve("sparse.txt").toFile(), "rw")) {
            file.write(MAIL.repeat(3_000).getBytes());
            file.setLength(1L << 40);
        }
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(root);
        assertThat(run.gaps).containsExactly("inspect SKIPPED sparse sparse.txt");
        assertThat(run.read).isLessThan(1 << 20);
    }

    private Driver.Run classifyAfter(Change change) throws Exception {
        SourceSpec source = SourceSpec.of("s", "file", Map.of("root", root.toString()));
        TaskContext context = new TaskContext(UUID.randomUUID(), "default", source, Map.of(), Driver.KEY);
        List<Phase> phases = new DiscoveryWorkload().phases();
        Driver driver = Driver.with(Limits.DEFAULTS);
        Driver.Run run = new Driver.Run(new DiscoveryWorkload());
        List<Record> objects = driver.run(phases.get(0), context, List.of(new Record("s", 0, "")), run);
        List<Record> slices = driver.run(phases.get(1), context, objects, run);
        change.happen();
        driver.run(phases.get(2), context, slices, run);
        return run;
    }

    @FunctionalInterface
    private interface Change {
        void happen() throws Exception;
    }
}
