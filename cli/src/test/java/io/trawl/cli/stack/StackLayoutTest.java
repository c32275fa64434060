package io.trawl.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.cli.exit.Refusal;
import io.trawl.cli.stack.LocalStack.Member;
import io.trawl.cli.stack.Part.Role;
import io.trawl.cli.stack.StackLayout.Membership;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackLayoutTest {
    @TempDir
    private Path root;

    private static Shape federation(int sites, int port) {
        return new Shape(1, 1, 1, port, 0, sites);
    }

    private static List<String> names(StackLayout layout) {
        return layout.parts().stream()
                .map(part -> part.role() + " " + part.name())
                .toList();
    }

    @Test
    void shouldStartTheSitesOfAFederationBeforeTheirMaster() {
        StackLayout layout = StackLayout.of(federation(4, 0));
        assertThat(names(layout))
                .containsExactly(
                        "POSTGRES postgres",
                        "KAFKA kafka",
                        "ORCHESTRATOR orchestrator-1",
                        "PIPELINER pipeliner-1",
                        "WORKER worker-1",
                        "SINGLE site-2",
                        "SINGLE site-3",
                        "SINGLE site-4-1",
                        "MASTER site-4",
                        "MASTER master");
        assertThat(layout.sites())
                .containsExactly(
                        new Membership("site-4-1", "site-4", "site-4-1"),
                        new Membership("site-1", "master", "orchestrator-1"),
                        new Membership("site-2", "master", "site-2"),
                        new Membership("site-3", "master", "site-3"),
                        new Membership("site-4", "master", "site-4"));
        assertThat(layout.parts().stream().map(Part::port))
                .doesNotHaveDuplicates()
                .allMatch(port -> port > 0);
    }

    @Test
    void shouldHaveAMasterBelowFromThreeSitesOn() {
        assertThat(StackLayout.of(federation(3, 0)).parts().stream().map(Part::role))
                .filteredOn(Role.MASTER::equals)
                .hasSize(2);
        assertThat(StackLayout.of(federation(2, 0)).parts().stream().map(Part::role))
                .containsSubsequence(Role.SINGLE, Role.MASTER)
                .filteredOn(Role.MASTER::equals)
                .hasSize(1);
        assertThat(StackLayout.of(federation(1, 0)).sites())
                .containsExactly(new Membership("site-1", "master", "orchestrator-1"));
    }

    @Test
    void shouldGiveThePortThatWasNamedToTheMaster() {
        StackLayout layout = StackLayout.of(federation(2, 8080));
        assertThat(layout.part("master").port()).isEqualTo(8080);
        assertThat(layout.part("orchestrator-1").port()).isNotEqualTo(8080);
        assertThat(StackLayout.of(new Shape(2, 1, 1, 8080, 9092)).parts())
                .containsSubsequence(
                        new Part(Role.ORCHESTRATOR, "orchestrator-1", 8080),
                        new Part(Role.ORCHESTRATOR, "orchestrator-2", 8081));
    }

    @Test
    void shouldFindAFederationAgain() {
        LocalStack made = LocalStack.in(root, federation(3, 8080), Map.of());
        LocalStack found = LocalStack.existing(root);
        assertThat(found.parts()).isEqualTo(made.parts());
        assertThat(found.members()).isEqualTo(made.members()).hasSize(4);
        assertThat(found.api()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        Part below = found.parts().stream()
                .filter(part -> part.name().equals("site-3"))
                .findAny()
                .orElseThrow();
        assertThat(found.members().getFirst())
                .extracting(Member::site, Member::master)
                .containsExactly("site-3-1", URI.create(below.address()));
        assertThat(found.status())
                .allSatisfy(status -> assertThat(status.ready()).isFalse());
    }

    @Test
    void shouldFindAStackOfAnEarlierVersion() throws Exception {
        Files.writeString(root.resolve("stack.json"), """
                {"controller_port":20001,"parts":[{"role":"POSTGRES","name":"postgres","port":20002},\
                {"role":"ORCHESTRATOR","name":"orchestrator-1","port":20003}]}""");
        LocalStack found = LocalStack.existing(root);
        assertThat(found.members()).isEmpty();
        assertThat(found.api()).isEqualTo(URI.create("http://127.0.0.1:20003"));
    }

    @Test
    void shouldRefuseMoreSitesThanItCanStart() {
        assertThatThrownBy(() -> federation(21, 0))
                .isInstanceOf(Refusal.class)
                .hasMessage("'--federated' must be a number from 1 to 20, got 21.");
    }
}
