package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.FakeJobs;
import io.trawl.cli.run.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a master is sent. */
class StartSpreadJobTest {
    @TempDir
    private Path home;

    private SaidServer server;
    private CommandLineRig rig;

    @BeforeEach
    void startServer() throws Exception {
        server = new SaidServer();
        server.when("POST /start_job", 202, "{\"job_id\":\"" + Jobs.ID + "\",\"state\":\"PENDING\",\"created\":true}");
        rig = new CommandLineRig(home, new FakeJobs());
        rig.environment.put("TRAWL_SERVER", server.url());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private String sent(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "jobs";
        all[1] = "start";
        System.arraycopy(args, 0, all, 2, args.length);
        assertThat(rig.run(all)).as(rig.err.toString()).isZero();
        return server.asked().getLast();
    }

    private String refused(String... args) {
        String[] all = new String[args.length + 4];
        System.arraycopy(new String[] {"jobs", "start", "--source", "a"}, 0, all, 0, 4);
        System.arraycopy(args, 0, all, 4, args.length);
        assertThat(rig.run(all)).isEqualTo(2);
        return rig.err.toString();
    }

    @Test
    void shouldSayWhichSitesHaveToDeliverAndUntilWhen() {
        assertThat(sent("--source", "a", "--sites", "all")).contains("\"sites\":{\"policy\":\"all\"}");
        assertThat(sent("--source", "a", "--sites", "quorum=2", "--sites-deadline", "PT6H"))
                .contains("\"sites\":{\"policy\":\"quorum\",\"n\":2,\"deadline\":\"PT6H\"}");
        assertThat(sent("--source", "a", "--sites", "best-effort")).contains("\"sites\":{\"policy\":\"best_effort\"}");
        assertThat(sent("--source", "a", "--sites-deadline", "90m"))
                .contains("\"sites\":{\"policy\":\"all\",\"deadline\":\"PT1H30M\"}");
        assertThat(sent("--source", "a")).doesNotContain("\"sites\"");
    }

    @Test
    void shouldKeepThePolicyOfTheFileUnlessAnotherIsGiven() throws Exception {
        String job = Files.writeString(home.resolve("job.json"), """
                        {"workload":"discovery","sources":["a","b"],
                         "sites":{"policy":"quorum","n":1,"deadline":"PT2H"}}""").toString();
        assertThat(sent(job, "--deadline", "6h"))
                .contains("\"sites\":{\"policy\":\"quorum\",\"n\":1,\"deadline\":\"PT2H\"}", "\"PT6H\"");
        assertThat(sent(job, "--sites-deadline", "PT3H"))
                .contains("\"sites\":{\"policy\":\"quorum\",\"n\":1,\"deadline\":\"PT3H\"}");
        assertThat(sent(job, "--sites", "best_effort"))
                .contains("\"sites\":{\"policy\":\"best_effort\",\"deadline\":\"PT2H\"}");
    }

    @Test
    void shouldRefuseAPolicyThatThereIsNot() {
        String sentence = "trawl: '--sites' must be all, quorum=N with N from 1 to 1000, or best-effort.";
        assertThat(refused("--sites", "quorum")).contains(sentence);
        assertThat(refused("--sites", "quorum=0")).contains(sentence);
        assertThat(refused("--sites", "most")).contains(sentence);
        assertThat(refused("--sites", "quorum=9999")).contains("The job was refused: 'sites.n'");
        assertThat(refused("--sites-deadline", "soon")).contains("'--sites-deadline' must be a time longer than zero");
        assertThat(server.asked()).isEmpty();
    }
}
