package io.trawl.e2e.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.config.Setting;
import io.trawl.cli.run.CommonOptions;
import io.trawl.e2e.containers.ComposeFile.Service;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compose file of a federation, held against the program. */
class FederatedComposeFileTest {
    private static final String SITE_TOKEN = "SITE_TOKEN";
    private static final String HEALTH_PORT = "TRAWL_HEALTH_PORT";
    private static final Set<String> NO_SETTINGS =
            Set.of(CommonOptions.TOKEN_VARIABLE, "TRAWL_DATABASE_PASSWORD", SITE_TOKEN, HEALTH_PORT);

    private static ComposeFile compose;

    @BeforeAll
    static void read() throws IOException {
        compose = ComposeFile.read("docker-compose.federated.yml");
    }

    private static Service service(String name) {
        return Objects.requireNonNull(compose.services().get(name));
    }

    private static boolean master(Service service) {
        return service.command().contains("FEDERATED");
    }

    @Test
    void shouldRunAMasterAndThreeSitesOfDifferentKinds() {
        assertThat(compose.ours().stream().map(service -> service.name() + " " + service.role()))
                .containsExactly(
                        "master serve",
                        "site-1 orchestrator",
                        "site-1-pipeliner pipeliner",
                        "site-1-worker worker",
                        "site-2 serve",
                        "site-3 serve",
                        "site-3-1 serve");
        assertThat(compose.ours().stream()
                        .filter(FederatedComposeFileTest::master)
                        .map(Service::name))
                .containsExactly("master", "site-3");
    }

    @Test
    void shouldRunOnlyCommandsWithOptionsThatExistAndSetOnlyWhatTheProgramReads() {
        Set<String> read = Stream.concat(
                        Arrays.stream(Setting.values()).map(Setting::environment), NO_SETTINGS.stream())
                .collect(Collectors.toSet());
        assertThat(compose.ours()).allSatisfy(service -> {
            assertThat(service.parsed().unmatched()).as(service.name()).isEmpty();
            assertThat(read)
                    .as(service.name())
                    .containsAll(service.environment().keySet());
        });
    }

    @Test
    void shouldBeAskedForItsHealthWhereItAnswers() throws IOException {
        String usual = DockerFile.read().environment().get(HEALTH_PORT);
        assertThat(compose.ours())
                .allSatisfy(service -> assertThat(service.environment().getOrDefault(HEALTH_PORT, usual))
                        .as(service.name())
                        .asString()
                        .isEqualTo(String.valueOf(service.healthPort())));
    }

    @Test
    void shouldPutWhatHasAnApiOnOneMachineEachOnAPortOfItsOwn() {
        List<Service> installations = compose.ours().stream()
                .filter(service -> service.tree().containsKey("network_mode"))
                .toList();
        assertThat(installations.stream().map(Service::name))
                .containsExactly("master", "site-1", "site-2", "site-3", "site-3-1");
        assertThat(installations.stream().map(Service::healthPort)).doesNotHaveDuplicates();
        assertThat(compose.services().values().stream().flatMap(service -> service.ports().stream()))
                .containsExactly("127.0.0.1:8080:8080");
    }

    @Test
    void shouldGiveMastersTheTokenOfTheirSites() {
        Object token = service("master").environment().get(SITE_TOKEN);
        assertThat(service("site-3").environment()).containsEntry(SITE_TOKEN, token);
        for (String site : List.of("site-1", "site-2", "site-3", "site-3-1")) {
            assertThat(service(site).environment()).as(site).containsEntry(CommonOptions.TOKEN_VARIABLE, token);
        }
    }

    @Test
    void shouldGiveEveryInstallationALedgerOfItsOwn() {
        assertThat(compose.ours().stream()
                        .filter(service -> service.role().equals("serve"))
                        .map(service -> service.volumes().getFirst()))
                .allMatch(volume -> volume.endsWith(":/var/lib/trawl"))
                .doesNotHaveDuplicates();
        assertThat(service("site-1").environment())
                .containsEntry(
                        "TRAWL_DATABASE_PASSWORD",
                        service("postgres").environment().get("POSTGRES_PASSWORD"));
    }
}
