package io.trawl.e2e.containers;

import static io.trawl.e2e.containers.ComposeFile.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.config.Setting;
import io.trawl.cli.run.CommonOptions;
import io.trawl.e2e.containers.ComposeFile.Service;
import io.trawl.orchestrator.api.ApiAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compose file is tried by hand now and then; this holds it against the program at every build. */
class ComposeFileTest {
    /** What compose 1.29 knows of a service, and later ones too. */
    private static final Set<String> COMMON_KEYS = Set.of(
            "image",
            "build",
            "command",
            "environment",
            "ports",
            "volumes",
            "depends_on",
            "healthcheck",
            "restart",
            "cap_drop",
            "security_opt",
            "stop_grace_period");
    /** Read by the command and the image themselves. */
    private static final Set<String> NO_SETTINGS = Set.of(CommonOptions.TOKEN_VARIABLE, "TRAWL_DATABASE_PASSWORD");

    private static ComposeFile compose;

    @BeforeAll
    static void read() throws IOException {
        compose = ComposeFile.read("docker-compose.yml");
    }

    @Test
    void shouldBringUpEveryPartOfADistributedInstallation() {
        assertThat(compose.services()).containsKeys("kafka", "postgres");
        assertThat(compose.ours().stream().collect(Collectors.groupingBy(Service::role, Collectors.counting())))
                .containsExactlyInAnyOrderEntriesOf(Map.of("orchestrator", 2L, "pipeliner", 1L, "worker", 3L));
    }

    @Test
    void shouldRunOnlyCommandsWithOptionsThatExist() {
        assertThat(compose.ours())
                .allSatisfy(service -> assertThat(service.parsed().unmatched())
                        .as(service.name())
                        .isEmpty());
    }

    @Test
    void shouldSetOnlyWhatTheProgramReads() {
        Set<String> read = Stream.concat(
                        Arrays.stream(Setting.values()).map(Setting::environment), NO_SETTINGS.stream())
                .collect(Collectors.toSet());
        assertThat(compose.ours())
                .allSatisfy(service -> assertThat(read)
                        .as(service.name())
                        .containsAll(service.environment().keySet()));
    }

    @Test
    void shouldNameTheDatabaseAndKafkaByTheirServices() {
        for (Service service : compose.ours()) {
            assertThat(service.environment()).containsEntry("TRAWL_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
            if (!service.role().equals("pipeliner")) {
                assertThat(service.environment())
                        .containsEntry("TRAWL_DATABASE_URL", "jdbc:postgresql://postgres:5432/trawl")
                        .containsEntry(
                                "TRAWL_DATABASE_PASSWORD",
                                Objects.requireNonNull(compose.services().get("postgres"))
                                        .environment()
                                        .get("POSTGRES_PASSWORD"));
            }
        }
    }

    @Test
    void shouldPublishOnThisMachineAlone() {
        assertThat(compose.services().values().stream().flatMap(service -> service.ports().stream()))
                .containsExactlyInAnyOrder("127.0.0.1:29092:29092", "127.0.0.1:8080:8080", "127.0.0.1:8081:8080");
    }

    @Test
    void shouldBeAskedForItsHealthWhereItAnswers() throws IOException {
        DockerFile file = DockerFile.read();
        assertThat(file.all("HEALTHCHECK")).singleElement().asString().contains("/opt/trawl/healthy");
        String port = file.environment().get("TRAWL_HEALTH_PORT");
        assertThat(compose.ours())
                .allSatisfy(service -> assertThat(String.valueOf(service.healthPort()))
                        .as(service.name())
                        .isEqualTo(port));
        for (String name : List.of("kafka", "postgres")) {
            assertThat(compose.services().get(name).tree()).containsKey("healthcheck");
        }
    }

    @Test
    void shouldStartNothingBeforeWhatItNeedsAnswers() {
        assertThat(compose.ours()).allSatisfy(service -> {
            var needs = ComposeFile.map(service.tree().get("depends_on"));
            assertThat(needs.keySet()).containsExactlyInAnyOrder("kafka", "postgres");
            assertThat(needs.values()).allMatch(need -> need.toString().contains("service_healthy"));
        });
    }

    @Test
    void shouldGiveAllWorkersTheSameKeyInAVolumeOfTheirs() {
        List<Service> workers = compose.ours().stream()
                .filter(service -> service.role().equals("worker"))
                .toList();
        Path key = Path.of(String.valueOf(workers.getFirst().environment().get("TRAWL_INSTALLATION_KEY_FILE")));
        assertThat(workers).allSatisfy(worker -> {
            assertThat(worker.environment()).containsEntry("TRAWL_INSTALLATION_KEY_FILE", key.toString());
            assertThat(worker.volumes()).contains("installation:" + key.getParent());
        });
        assertThat(ComposeFile.map(compose.tree().get("volumes"))).containsKey("installation");
    }

    @Test
    void shouldReachTheSamplesWhereFilesMayBeRead() {
        for (Service service : compose.ours()) {
            Object roots = service.environment().get("TRAWL_FILE_ROOTS");
            if (roots != null) {
                assertThat(service.volumes()).contains("./samples:" + roots + ":ro");
            }
        }
        assertThat(REPOSITORY.resolve("samples")).isNotEmptyDirectory();
    }

    @Test
    void shouldPinTheImagesOfOthers() {
        assertThat(compose.services().values().stream()
                        .filter(service -> !service.ours())
                        .map(Service::image))
                .hasSize(2)
                .allMatch(image -> image.matches("[a-z/]+:\\d[\\w.-]*"));
    }

    @Test
    void shouldHaveATokenThatMayListenEverywhere() {
        for (Service service : compose.ours()) {
            if (service.role().equals("orchestrator")) {
                String token = String.valueOf(service.environment().get(CommonOptions.TOKEN_VARIABLE));
                String host = service.parsed().matchedOptionValue("--host", "");
                assertThat(new ApiAccess(host, token).refusal()).isEmpty();
            }
        }
    }

    @Test
    void shouldTellWhichPasswordsToSet() throws IOException {
        String example = Files.readString(REPOSITORY.resolve(".env.example"));
        assertThat(example).contains("\nTRAWL_DATABASE_PASSWORD=\n", "\n" + CommonOptions.TOKEN_VARIABLE + "=\n");
        assertThat(Files.readString(REPOSITORY.resolve(".gitignore")).lines()).contains(".env");
    }

    @Test
    void shouldUseNothingThatOldComposeLacks() {
        assertThat(compose.tree().keySet())
                .allMatch(key -> key.startsWith("x-") || key.equals("services") || key.equals("volumes"));
        assertThat(compose.services().values())
                .allSatisfy(service -> assertThat(COMMON_KEYS)
                        .as(service.name())
                        .containsAll(service.tree().keySet()));
    }
}
