package io.trawl.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.stack.Part.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramsTest {
    private static final Path ROOT = Path.of("/srv/stack");
    private final Programs programs = new Programs(ROOT, StackLayout.of(new Shape(1, 1, 1, 0, 0, 3)), Map.of());

    @Test
    void shouldKeepTheDataOfAnInstallationApartFromWhatTheStackKnowsOfIt() {
        assertThat(programs.arguments(new Part(Role.SINGLE, "site-2", 4711)))
                .containsExactly("serve", "--data-dir", "/srv/stack/parts/site-2/data", "--port", "4711");
        assertThat(programs.arguments(new Part(Role.MASTER, "master", 8080)))
                .containsExactly(
                        "serve",
                        "--deployment-model",
                        "FEDERATED",
                        "--data-dir",
                        "/srv/stack/parts/master/data",
                        "--port",
                        "8080");
        assertThat(programs.log(new Part(Role.MASTER, "master", 8080)))
                .isEqualTo(Path.of("/srv/stack/parts/master/out.log"));
    }

    @Test
    void shouldNotLetInstallationsShareWhatBelongsToOne() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", "/bin",
                "TRAWL_DATABASE_URL", "jdbc:postgresql://elsewhere/trawl",
                "TRAWL_DATA_DIR", "/srv/data",
                "TRAWL_DEPLOYMENT_MODEL", "DISTRIBUTED",
                "TRAWL_FILE_ROOTS", "/srv/share"));
        Programs.separate(environment);
        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "TRAWL_FILE_ROOTS", "/srv/share"));
    }

    @Test
    void shouldGiveMastersTheTokenOfTheirSitesInAVariableThatTheyMayRead() {
        Map<String, String> environment = new HashMap<>(Map.of("TRAWL_API_TOKEN", "token-of-the-stack"));
        Programs.separate(environment);
        assertThat(environment)
                .containsEntry("STACK_SITE_TOKEN", "token-of-the-stack")
                .containsKey("TRAWL_API_TOKEN");
    }
}
