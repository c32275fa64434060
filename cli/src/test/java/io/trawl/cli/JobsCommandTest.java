package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.FakeJobs;
import io.trawl.cli.run.Jobs;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.WaitCause;
import io.trawl.schemas.WaitView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a server: the database of the data directory answers, with an engine that works on nothing. */
class JobsCommandTest {
    @TempDir
    private Path data;

    private final FakeJobs jobs = new FakeJobs(JobState.COMPLETED_WITH_GAPS);

    @BeforeEach
    void pretendThereIsADatabase() throws Exception {
        Files.createDirectory(data.resolve("pgdata"));
        Files.createFile(data.resolve("pgdata/trawl.conf"));
        jobs.labels = Map.of("team", "risk");
    }

    private CommandLineRig rig() {
        return new CommandLineRig(data, jobs);
    }

    private CommandLineRig run(int exitCode, String... args) {
        CommandLineRig rig = rig();
        rig.environment.put("TRAWL_DATA_DIR", data.toString());
        assertThat(rig.run(args)).as(() -> rig.err.toString()).isEqualTo(exitCode);
        return rig;
    }

    @Test
    void shouldListJobsFromTheDatabaseWithoutWorkingOnThem() {
        CommandLineRig rig = run(0, "jobs", "list");
        assertThat(rig.out.toString()).contains(Jobs.ID.toString(), "COMPLETED_WITH_GAPS", "318", "4.2 GB");
        assertThat(rig.started.threads()).isZero();
    }

    @Test
    void shouldListJobsAsJsonAndCsv() {
        String json = run(0, "jobs", "list", "--format", "json").out.toString();
        assertThat(Json.mapper()
                        .readTree(json)
                        .path("jobs")
                        .get(0)
                        .path("job_id")
                        .asString())
                .isEqualTo(Jobs.ID.toString());
        assertThat(run(0, "jobs", "list", "--format", "CSV").out.toString())
                .isEqualTo("job_id,state,name,created_at,results,bytes\r\n" + Jobs.ID
                        + ",COMPLETED_WITH_GAPS,scan,2026-11-23T14:00:00Z,318,4200000000\r\n");
    }

    @Test
    void shouldListEveryGap() {
        for (int i = 0; i < 1_500; i++) {
            jobs.gaps.add(new Gap("inspect", "s", Outcome.SKIPPED, "binary", "file-" + i));
        }
        assertThat(run(0, "jobs", "receipt", Jobs.ID.toString(), "--gaps")
                        .out
                        .toString()
                        .lines())
                .hasSize(1_500);
        assertThat(run(0, "jobs", "receipt", Jobs.ID.toString()).out.toString()).contains("… and 1,480 more");
    }

    @Test
    void shouldShowResultsOfAnyWorkload() {
        jobs.results.add(new ResultRow("s", "word", "trawl", "{\"count\":3}"));
        assertThat(run(0, "jobs", "results", Jobs.ID.toString()).out.toString())
                .contains("word", "trawl", "{\"count\":3}");
        assertThat(run(0, "jobs", "results", Jobs.ID.toString(), "--format", "csv")
                        .out
                        .toString())
                .isEqualTo("source,kind,key,body\r\ns,word,trawl,\"{\"\"count\"\":3}\"\r\n");
    }

    @Test
    void shouldSayWhatHoldsWhatWaits() {
        Instant since = Instant.parse("2026-11-23T14:02:10Z");
        String budget = "Source 'a' bears 8 attempts at a time over all jobs, and they are in use.";
        jobs.waits.add(new WaitView("inspect", "a", 1_204, WaitCause.SOURCE_BUDGET, since, budget));
        jobs.waits.add(new WaitView("inspect", "b", 1, WaitCause.SOLO, since, "One runs alone."));
        assertThat(run(0, "jobs", "explain", Jobs.ID.toString()).out.toString().lines())
                .containsExactly(
                        "phase    source  tasks  since                 cause",
                        "inspect  a       1,204  2026-11-23T14:02:10Z  source budget",
                        "inspect  b           1  2026-11-23T14:02:10Z  solo",
                        "",
                        "source budget: " + budget,
                        "solo: One runs alone.");
        String json = run(0, "jobs", "explain", Jobs.ID.toString(), "--format", "json")
                .out
                .toString();
        assertThat(Json.mapper().readTree(json).at("/waits/0/cause").asString()).isEqualTo("SOURCE_BUDGET");
        jobs.waits.clear();
        assertThat(run(0, "jobs", "explain", Jobs.ID.toString()).out.toString())
                .startsWith("Nothing waits: the job is completed with gaps.");
    }

    @Test
    void shouldTellHowAWatchedJobEnded() {
        assertThat(run(3, "jobs", "watch", Jobs.ID.toString()).out.toString()).contains("COMPLETED_WITH_GAPS");
    }

    @Test
    void shouldShowPhaseByPhase() {
        assertThat(run(0, "jobs", "status", Jobs.ID.toString()).out.toString())
                .contains("discover", "inspect", "90,211", "found: 200 payment_card, 118 iban");
    }

    @Test
    void shouldShowSiteBySite() {
        jobs.sites = List.of(
                Jobs.site("london", SiteProgress.Standing.ENDED, JobState.COMPLETED),
                Jobs.site("tokyo", SiteProgress.Standing.UNREACHABLE, JobState.RUNNING));
        String[] sites = {
            "london  [#########-----------]  49 %  completed · 45,061 of 90,211 objects · 318 findings",
            "tokyo   [#########-----------]  49 %  UNREACHABLE, last word 14:02:10 (1 s ago) · 45,061 of 90,211 objects"
        };
        assertThat(run(0, "jobs", "status", Jobs.ID.toString()).out.toString().lines())
                .containsSubsequence(sites);
        assertThat(run(3, "jobs", "watch", Jobs.ID.toString()).out.toString().lines())
                .endsWith(sites);
        assertThat(run(3, "jobs", "watch", Jobs.ID.toString(), "--format", "json")
                        .out
                        .toString()
                        .lines())
                .hasSize(1);
    }

    @Test
    void shouldActOnOneJobOrOnAllOfALabel() {
        assertThat(run(0, "jobs", "retry", Jobs.ID.toString()).out.toString()).contains("RUNNING");
        assertThat(run(0, "jobs", "pause", "--label", "team=risk").out.toString())
                .contains(Jobs.ID.toString(), "PAUSED");
        assertThat(run(0, "jobs", "resume", "--label", "team=other").out.toString())
                .contains("No job of this label");
        assertThat(run(2, "jobs", "cancel").err.toString()).contains("--label KEY=VALUE");
        assertThat(jobs.cancelled).isFalse();
    }

    @Test
    void shouldTellAJobThatIsNotThere() {
        UUID unknown = UUID.fromString("0198a4c2-7d1e-7f00-8000-000000000000");
        assertThat(run(1, "jobs", "receipt", unknown.toString()).err.toString())
                .isEqualTo("trawl: There is no job " + unknown + "; list the jobs to see their ids."
                        + System.lineSeparator());
        assertThat(run(1, "jobs", "status", unknown.toString()).err.toString()).contains("There is no job");
        assertThat(run(2, "jobs", "status", "not-an-id").err.toString()).contains("not-an-id");
    }

    @Test
    void shouldNotStoreAJobThatNobodyWouldWorkOn() {
        assertThat(run(1, "jobs", "start", "--source", "a=/srv").err.toString()).contains("trawl serve");
        assertThat(jobs.started).isEmpty();
    }

    @Test
    void shouldRefuseAJobThatMakesNoSense() throws Exception {
        Path file = Files.writeString(data.resolve("job.json"), "{\"workload\": \"discovery\", \"sources\": []}");
        assertThat(run(2, "jobs", "start", file.toString()).err.toString()).contains("'sources' is empty");
        Files.writeString(file, "no json");
        assertThat(run(2, "jobs", "start", file.toString()).err.toString()).contains("The job was refused");
        assertThat(run(2, "jobs", "start").err.toString()).contains("Give either a FILE");
    }
}
