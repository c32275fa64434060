package io.trawl.e2e.containers;

import static io.trawl.e2e.containers.ComposeFile.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No engine is needed: what the file says is held against the repository. */
class DockerFileTest {
    private static DockerFile file;

    @BeforeAll
    static void read() throws IOException {
        file = DockerFile.read();
    }

    @Test
    void shouldTakeItsBasesFromArgumentsThatArePinned() {
        assertThat(file.arguments()).containsOnlyKeys("MAVEN_IMAGE", "JRE_IMAGE");
        assertThat(file.arguments().values()).allMatch(image -> image.matches("[a-z-]+:\\d[\\w.-]*"));
        Set<String> stages = new HashSet<>();
        for (String from : file.all("FROM")) {
            String[] words = from.split(" ");
            assertThat(stages.contains(words[0]) || words[0].matches("\\$\\{(MAVEN|JRE)_IMAGE}"))
                    .as(from)
                    .isTrue();
            stages.add(words[2]);
        }
    }

    /** The Java that the build wants runs it as well, or the class files would be of the wrong version. */
    @Test
    void shouldRunOnTheJavaThatItIsBuiltFor() throws IOException {
        String wanted = Files.readString(REPOSITORY.resolve("trawl")).replaceAll("(?s).*\nneeded=(\\d+)\n.*", "$1");
        assertThat(file.arguments().get("JRE_IMAGE")).startsWith("eclipse-temurin:" + wanted);
        assertThat(file.arguments().get("MAVEN_IMAGE")).endsWith("eclipse-temurin-" + wanted);
    }

    @Test
    void shouldBuildFromTheSourcesWhenNobodySaysOtherwise() {
        assertThat(file.all("FROM").getLast()).endsWith(" AS from-source");
        assertThat(file.all("FROM")).anyMatch(from -> from.endsWith(" AS from-jar"));
    }

    @Test
    void shouldRunAsAUserThatIsNotRoot() {
        assertThat(file.all("USER")).containsExactly("10001:10001");
        assertThat(file.all("RUN")).anyMatch(run -> run.contains("useradd --uid 10001 "));
    }

    @Test
    void shouldHoldNoSecret() {
        assertThat(file.environment().keySet()).noneMatch(name -> name.matches(".*(TOKEN|PASSWORD|KEY|SECRET).*"));
    }

    /** Debian 12 still builds without BuildKit, and so do other builders. */
    @Test
    void shouldUseNothingThatOldBuildersLack() throws IOException {
        assertThat(Files.readAllLines(REPOSITORY.resolve("Dockerfile")).getFirst())
                .doesNotContain("syntax=");
        assertThat(Stream.of("RUN", "COPY").flatMap(word -> file.all(word).stream()))
                .noneMatch(rest -> rest.contains("--mount") || rest.contains("--link") || rest.contains("<<"));
        assertThat(file.all("COPY"))
                .as("the jar may be missing while another stage is wanted")
                .contains("LICENSE cli/target/trawl.ja[r] ./");
    }

    @Test
    void shouldCopyOnlyWhatIsThereAndReachesTheBuilder() throws IOException {
        List<String> left = Files.readAllLines(REPOSITORY.resolve(".dockerignore"));
        assertThat(left)
                .as("secrets and history stay here, the jar does not")
                .contains(".git", ".env", "**/target", "!cli/target/trawl.jar")
                .as("builders without BuildKit cannot follow a list of what is wanted")
                .doesNotContain("*", "**");
        for (String copy : file.all("COPY")) {
            List<String> words = List.of(copy.split(" "));
            if (copy.startsWith("--from=")) {
                continue;
            }
            for (String source : words.subList(0, words.size() - 1)) {
                if (!source.contains("[")) {
                    assertThat(REPOSITORY.resolve(source)).exists();
                    assertThat(left).doesNotContain(source.split("/")[0]);
                }
            }
        }
    }

    @Test
    void shouldBeAbleToRunWhatItRuns() {
        for (String script : List.of("docker/healthy", "trawl")) {
            Path path = REPOSITORY.resolve(script);
            assertThat(path).isExecutable();
        }
        assertThat(file.all("ENTRYPOINT")).containsExactly("[\"/opt/trawl/trawl\"]");
    }
}
