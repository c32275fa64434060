package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.FakeJobs;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.Jobs;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.ResultRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ScanCommandTest {
    @TempDir
    private Path home;

    private static ResultRow finding(String object, String confidence) {
        String body = Json.mapper()
                .writeValueAsString(Map.of(
                        "object", object, "detector", "card", "confidence", confidence, "count", 2, "distinct", 1));
        return new ResultRow("/srv", "finding", object, body);
    }

    @Test
    void shouldPrintFindingsAndReceiptOfACompleteScan() {
        FakeJobs jobs = new FakeJobs(JobState.PENDING, JobState.RUNNING, JobState.COMPLETED);
        jobs.results.add(finding("a.txt", "HIGH"));
        CommandLineRig rig = new CommandLineRig(home, jobs);
        assertThat(rig.run("scan", home.toString(), "--exclude", "*.bak", "--detectors", "card,iban", "--threads", "2"))
                .isZero();
        assertThat(rig.out.toString()).contains("card", "a.txt", "Receipt of job " + Jobs.ID, "Complete: everything");
        assertThat(rig.err.toString()).isEmpty();
        assertThat(rig.started.threads()).isEqualTo(2);
        assertThat(rig.started.api()).isNull();
        assertThat(rig.closed).isTrue();
        assertThat(jobs.started.getFirst().options().get("detectors")).hasToString("[card, iban]");
    }

    @Test
    void shouldHandLimitsOnAndSayWhichOneIsWrong() {
        FakeJobs jobs = new FakeJobs(JobState.COMPLETED);
        CommandLineRig rig = new CommandLineRig(home, jobs);
        assertThat(rig.run(
                        "scan", home.toString(), "--deadline", "6h", "--max-duration", "PT90M", "--max-bytes", "10GB"))
                .isZero();
        assertThat(jobs.started.getFirst().limits())
                .isEqualTo(new JobLimits(null, Duration.ofHours(6), Duration.ofMinutes(90), 10_000_000_000L));
        CommandLineRig wrong = new CommandLineRig(home, jobs);
        assertThat(wrong.run("scan", home.toString(), "--deadline", "soon")).isEqualTo(2);
        assertThat(wrong.err.toString())
                .contains("'--deadline' must be a time longer than zero, for example 90m, 6h or PT6H.");
        assertThat(jobs.started).hasSize(1);
    }

    @Test
    void shouldExitWith3WhenSomethingCouldNotBeRead() {
        FakeJobs jobs = new FakeJobs(JobState.COMPLETED_WITH_GAPS);
        jobs.gaps.add(new Gap("inspect", "/srv", Outcome.FAILED, "unreadable", "secret\u001b[2J"));
        CommandLineRig rig = new CommandLineRig(home, jobs);
        assertThat(rig.run("scan", home.toString())).isEqualTo(3);
        assertThat(rig.out.toString()).contains("Not read (1):", "secret\\e[2J").doesNotContain("\u001b");
    }

    @Test
    void shouldExitWith4WhenAFindingMatches() {
        FakeJobs jobs = new FakeJobs(JobState.COMPLETED_WITH_GAPS);
        jobs.results.add(finding("a", "LOW"));
        jobs.results.add(finding("b", "LOW"));
        jobs.results.add(finding("on the second page", "MEDIUM"));
        CommandLineRig rig = new CommandLineRig(home, jobs);
        assertThat(rig.run("scan", home.toString(), "--fail-on", "card:MEDIUM")).isEqualTo(4);
        assertThat(rig.run("scan", home.toString(), "--fail-on", "card:HIGH")).isEqualTo(3);
    }

    @Test
    void shouldWriteOneJsonDocument() throws Exception {
        FakeJobs jobs = new FakeJobs(JobState.COMPLETED);
        jobs.results.add(finding("a", "LOW"));
        jobs.results.add(finding("b", "LOW"));
        jobs.results.add(finding("c", "HIGH"));
        CommandLineRig rig = new CommandLineRig(home, jobs);
        Path file = home.resolve("report.json");
        assertThat(rig.run("scan", home.toString(), "--format", "json", "--output", file.toString()))
                .isZero();
        JsonNode document = Json.mapper().readTree(Files.readString(file));
        assertThat(document.propertyNames()).containsExactly("job", "receipt", "gaps", "findings");
        assertThat(document.path("findings").size()).isEqualTo(3);
        assertThat(document.path("findings")
                        .get(2)
                        .path("body")
                        .path("confidence")
                        .asString())
                .isEqualTo("HIGH");
        assertThat(rig.out.toString()).isEmpty();
        assertThat(home.resolve("report.json.part")).doesNotExist();
    }

    @Test
    void shouldWriteHarmlessCsv() {
        FakeJobs jobs = new FakeJobs(JobState.COMPLETED);
        jobs.results.add(finding("=cmd|' /C calc'!A0", "LOW"));
        CommandLineRig rig = new CommandLineRig(home, jobs);
        assertThat(rig.run("scan", home.toString(), "--format", "csv", "--quiet"))
                .isZero();
        assertThat(rig.out.toString())
                .isEqualTo("source,object,column,detector,confidence,count,distinct,samples\r\n"
                        + "/srv,'=cmd|' /C calc'!A0,,card,LOW,2,1,\r\n");
        assertThat(rig.err.toString()).isEmpty();
    }

    @Test
    void shouldCancelItsJobOnCtrlC() {
        FakeJobs jobs = new FakeJobs(JobState.RUNNING);
        CommandLineRig rig = new CommandLineRig(home, jobs);
        rig.asked = Interrupts.Kind.INTERRUPT;
        assertThat(rig.run("scan", home.toString())).isEqualTo(130);
        assertThat(jobs.cancelled).isTrue();
        assertThat(rig.err.toString()).contains("Job " + Jobs.ID + " is cancelled.");
    }

    @Test
    void shouldLeaveItsJobForLaterWhenTheProcessIsStopped() {
        FakeJobs jobs = new FakeJobs(JobState.RUNNING);
        CommandLineRig rig = new CommandLineRig(home, jobs);
        rig.asked = Interrupts.Kind.TERMINATE;
        assertThat(rig.run("scan", home.toString())).isEqualTo(143);
        assertThat(jobs.cancelled).isFalse();
        assertThat(rig.err.toString()).contains("trawl scan --resume " + Jobs.ID + " goes on with it");
        assertThat(rig.closed).isTrue();
    }

    @Test
    void shouldGoOnWithTheUnfinishedScanOfTheSameArguments() {
        FakeJobs jobs = new FakeJobs(JobState.RUNNING, JobState.COMPLETED);
        CommandLineRig first = new CommandLineRig(home, jobs);
        first.asked = Interrupts.Kind.TERMINATE;
        first.run("scan", home.toString(), "--exclude", "x");
        FakeJobs later = new FakeJobs(JobState.RUNNING, JobState.COMPLETED);
        later.labels = jobs.labels;
        CommandLineRig rig = new CommandLineRig(home, later);
        assertThat(rig.run("scan", "--resume", home.toString(), "--exclude", "x"))
                .isZero();
        assertThat(later.started).isEmpty();
    }

    @Test
    void shouldHintAtTheUnfinishedScanOfTheSameArguments() {
        FakeJobs jobs = new FakeJobs(JobState.RUNNING, JobState.RUNNING, JobState.COMPLETED);
        CommandLineRig rig = new CommandLineRig(home, jobs);
        rig.run("scan", home.toString());
        assertThat(rig.err.toString()).doesNotContain("--resume");
        FakeJobs later = new FakeJobs(JobState.RUNNING, JobState.COMPLETED);
        later.labels = jobs.labels;
        CommandLineRig again = new CommandLineRig(home, later);
        again.run("scan", home.toString());
        assertThat(again.err.toString()).contains("unfinished (job " + Jobs.ID + "); --resume goes on with it");
        assertThat(later.started).hasSize(1);
    }

    @Test
    void shouldRefuseToResumeWhatIsNotThere() {
        CommandLineRig rig = new CommandLineRig(home, new FakeJobs(JobState.COMPLETED));
        assertThat(rig.run("scan", home.toString(), "--resume")).isEqualTo(2);
        assertThat(rig.err.toString()).contains("There is no unfinished scan with these arguments");
    }

    @Test
    void shouldGoOnWithANamedJobWithoutPaths() {
        FakeJobs jobs = new FakeJobs(JobState.COMPLETED);
        CommandLineRig rig = new CommandLineRig(home, jobs);
        assertThat(rig.run("scan", "--resume", Jobs.ID.toString())).isZero();
        assertThat(jobs.started).isEmpty();
    }

    @Test
    void shouldRefusePathsThatAreNotThereBeforeAnythingStarts() {
        CommandLineRig rig = new CommandLineRig(home, new FakeJobs(JobState.COMPLETED));
        assertThat(rig.run("scan", home.resolve("missing").toString())).isEqualTo(2);
        assertThat(rig.run("scan")).isEqualTo(2);
        assertThat(rig.run("scan", home.toString(), "--fail-on", "card:sure")).isEqualTo(2);
        assertThat(rig.started).isNull();
    }
}
