package io.trawl.e2e.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F5: services that run out of memory end, so that they are started again; a scan tells of it with an exit code of its own. */
class F5ServicesEndWithoutMemoryTest {
    private static final String FLAG = "-XX:+ExitOnOutOfMemoryError";
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path home;

    /** A script beside a jar, as in the image, and a Java that only says what it is told. */
    @BeforeEach
    void install() throws IOException {
        Files.copy(REPOSITORY.resolve("trawl"), home.resolve("trawl"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(home.resolve("trawl.jar"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orchestrator", "pipeliner", "worker", "serve"})
    void shouldEndServices(String command) throws Exception {
        assertThat(told(command)).contains(" " + FLAG + " ").endsWith("trawl.jar " + command);
    }

    @Test
    void shouldLetAScanSayItself() throws Exception {
        assertThat(told("scan")).doesNotContain(FLAG).endsWith("trawl.jar scan");
    }

    private String told(String command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("trawl").toString(), command).redirectErrorStream(true);
        builder.environment().put("TRAWL_JAVA_HOME", home.resolve("jdk").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
