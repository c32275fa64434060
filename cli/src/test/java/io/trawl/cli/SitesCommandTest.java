package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.FakeJobs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SitesCommandTest {
    private static final String LONDON = """
            {"id":"london","url":"https://trawl.london.example","credential":"env:LONDON_TOKEN","residency":"open",\
            "state":"ACTIVE","labels":{},"word":{"below":[],"reachable":true,"since":"2026-11-23T13:00:00Z",\
            "last_word":"2026-11-23T14:02:10Z","release":"0.1.0"},"version":3}""";
    private static final String TOKYO = """
            {"id":"tokyo","url":"https://trawl.tokyo.example","residency":"strict","state":"DRAINING","labels":{},\
            "word":{"below":[],"reachable":false,"since":"2026-11-23T14:02:11Z","last_word":"2026-11-23T14:02:10Z",\
            "trouble":"timed_out"},"version":1}""";
    private static final String SYDNEY = """
            {"id":"sydney","url":"https://trawl.sydney.example","residency":"open","state":"ACTIVE","labels":{},\
            "version":1}""";

    @TempDir
    private Path home;

    private SaidServer server;
    private CommandLineRig rig;

    @BeforeEach
    void startServer() throws Exception {
        server = new SaidServer();
        rig = new CommandLineRig(home, new FakeJobs());
        rig.environment.put("TRAWL_SERVER", server.url());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldRegisterASiteWithReferencesAloneAndTakeOverItsSources() {
        server.when("POST /sites", 201, LONDON);
        server.when(
                "POST /sites/london/import",
                200,
                "{\"added\":[\"crm\"],\"kept\":[\"mail\"],\"taken\":[\"share\"],\"gone\":[\"old\"]}");
        assertThat(rig.run(
                        "sites",
                        "add",
                        "london",
                        "--url",
                        "https://trawl.london.example",
                        "--credential",
                        "env:LONDON_TOKEN",
                        "--authorities",
                        "/etc/trawl/ca.pem",
                        "--certificate",
                        "/etc/trawl/own.pem",
                        "--key",
                        "/etc/trawl/own.key",
                        "--residency",
                        "strict",
                        "--label",
                        "region=emea",
                        "--import"))
                .as(rig.err.toString())
                .isZero();
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().getFirst())
                .startsWith("POST /sites {")
                .contains(
                        "\"credential\":\"env:LONDON_TOKEN\"",
                        "\"authorities\":\"file:/etc/trawl/ca.pem\"",
                        "\"certificate\":\"file:/etc/trawl/own.pem\"",
                        "\"key\":\"file:/etc/trawl/own.key\"",
                        "\"residency\":\"strict\"",
                        "\"labels\":{\"region\":\"emea\"}");
        assertThat(rig.out.toString().lines())
                .containsExactly(
                        "site    state   residency  reachable  release  url",
                        "london  active  open       yes        0.1.0    https://trawl.london.example",
                        "source  outcome",
                        "crm     added",
                        "mail    kept",
                        "share   taken",
                        "old     gone");
        assertThat(rig.err.toString()).contains("The ids that are taken stand for other sources here");
    }

    @Test
    void shouldListSitesAndSayWhichDoNotAnswer() {
        server.when("GET /sites?limit=200", 200, "{\"items\":[" + LONDON + "," + SYDNEY + "," + TOKYO + "]}");
        assertThat(rig.run("sites", "list")).as(rig.err.toString()).isZero();
        assertThat(rig.out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")))
                .startsWith(
                        "site  state  residency  reachable  release  url",
                        "london  active  open  yes  0.1.0  https://trawl.london.example",
                        "sydney  active  open  never reached  https://trawl.sydney.example")
                .last()
                .asString()
                .matches("tokyo  draining  strict  UNREACHABLE, last word .*14:02:10  https://trawl.tokyo.example");
        assertThat(rig.run("sites", "list", "--format", "json")).isZero();
        assertThat(rig.out.toString()).contains("{\"sites\":[{\"id\":\"london\"");
    }

    @Test
    void shouldShowCordonDrainActivateAndRemove() {
        server.when("GET /sites/london", 200, LONDON);
        server.when("POST /sites/london/cordon", 200, LONDON);
        server.when("POST /sites/london/drain", 200, LONDON);
        server.when("POST /sites/london/activate", 200, LONDON);
        server.when("DELETE /sites/london", 204, "");
        for (String verb : new String[] {"show", "cordon", "drain", "activate", "remove"}) {
            assertThat(rig.run("sites", verb, "london")).as(rig.err.toString()).isZero();
        }
        assertThat(server.asked())
                .containsExactly(
                        "GET /sites/london",
                        "POST /sites/london/cordon",
                        "POST /sites/london/drain",
                        "POST /sites/london/activate",
                        "GET /sites/london",
                        "DELETE /sites/london \"3\"");
    }

    @Test
    void shouldSayWhatIsWrongInOneSentence() {
        server.when("DELETE /sites/london", 409, """
                {"type":"urn:trawl:problem:site-in-use","title":"In use","detail":"The site has 2 jobs."}""");
        server.when("GET /sites/london", 200, LONDON);
        assertThat(rig.run("sites", "remove", "london")).isEqualTo(1);
        assertThat(rig.run("sites", "add", "x", "--url", "http://elsewhere.example"))
                .isEqualTo(2);
        assertThat(rig.run("sites", "add", "x", "--url", "https://x.example", "--credential", "s3cret"))
                .isEqualTo(2);
        assertThat(rig.run("sites", "add", "x", "--url", "https://x.example", "--key", "k.pem"))
                .isEqualTo(2);
        assertThat(rig.run("sites", "add", "x", "--url", "https://x.example", "--residency", "some"))
                .isEqualTo(2);
        assertThat(rig.err.toString())
                .contains(
                        "trawl: The site has 2 jobs.",
                        "trawl: 'url' must be an https address",
                        "trawl: 'credential' must be a reference; write env:NAME or file:PATH.",
                        "'--certificate' and '--key' belong together",
                        "--residency")
                .doesNotContain("s3cret");
    }
}
