package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.trawl.engine.site.ResidencyForbids;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.Site;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WaitCause;
import io.trawl.schemas.WaitView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MasterKeepsNoValuesTest {
    private static final String CANARY = "can/ary value 4711";
    private static final String MARK = "ary value";

    private final SimulatedSite site = SimulatedSite.start("london").withSources(1);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("io.trawl");

    @AfterEach
    void close() {
        site.close();
        root.detachAppender(log);
        root.setLevel(null);
    }

    @Test
    void shouldKeepNothingThatASiteSaysButCountsAndWords() throws Exception {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        site.says(CANARY);
        site.has(List.of(new NamedSource(
                "london_0",
                CANARY,
                Map.of("root", CANARY),
                "env:X",
                null,
                null,
                Map.of("a", CANARY),
                null,
                1L,
                null,
                null)));
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            master.awaitAt(job, site, at -> at.lastWord() != null);
            site.moveAll(MasterKeepsNoValuesTest::plant);
            master.awaitAt(job, site, at -> !at.phases().isEmpty());
            site.fail(Faults.at("/get_job_status", Faults.Fault.UNAVAILABLE));
            site.moveAll(child -> child.move(JobState.FAILED));
            site.fail(Faults.NONE);
            master.awaitState(job, JobState.FAILED);
            drillDown(master, job);

            assertThat(Database.dump(master.database)).isNotEmpty().noneMatch(row -> row.contains(MARK));
            assertThat(master.status(job).toString()).doesNotContain(MARK);
            assertThat(master.sources.source(Master.TENANT, "london_0").toString())
                    .contains("other")
                    .doesNotContain(MARK);
            assertThat(List.copyOf(log.list))
                    .noneMatch(line -> line.getFormattedMessage().contains(MARK));
        }
    }

    private static void plant(SimulatedJob child) {
        child.phases = List.of(new PhaseStatus(CANARY, CANARY, Map.of(CANARY, 1L), new RecordCounts(1, 1, 0, 0, 0), 1));
        child.results = Map.of(CANARY, 1L, "finding/" + CANARY, 2L, CANARY + "/iban", 3L);
        child.failed = Map.of(CANARY, 1L);
        child.excluded = Map.of("rule:" + CANARY, 1L);
        child.linePhase = CANARY;
        child.reason = CANARY;
        child.gaps = List.of(new Gap("scan", "london_0", Outcome.FAILED, CANARY, CANARY));
        child.rows = List.of(new ResultRow("london_0", "finding", CANARY, "{\"value\":\"" + CANARY + "\"}"));
        child.tasks =
                List.of(new TaskView(1, CANARY, "london_0", TaskState.PENDING, 0, 0, 0, 0, 1, Instant.now(), CANARY));
        child.waits = List.of(new WaitView(CANARY, "london_0", 1, WaitCause.BACKOFF, Instant.now(), CANARY));
        child.version++;
    }

    private static void drillDown(Master master, UUID job) throws Exception {
        String tenant = Master.TENANT;
        assertThat(master.jobs().results(tenant, job, null, null, null, 10).toString())
                .contains(CANARY);
        assertThat(master.jobs().gaps(tenant, job, null, 10).toString()).contains(CANARY);
        assertThat(master.jobs().tasks(tenant, job, null, null, 10).toString()).contains(CANARY);
        assertThat(master.jobs().waits(tenant, job, null, 10).toString()).contains(CANARY);
        assertThat(master.jobs().receipt(tenant, job).toString()).doesNotContain(MARK);
    }

    @Test
    void shouldNotEvenAskASiteThatLetsNothingOut() throws Exception {
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            master.awaitAt(job, site, at -> at.lastWord() != null);
            Site before = master.federation().sites().get(Master.TENANT, site.id());
            Site strict = new Site(
                    site.id(), site.url(), null, null, Site.Residency.STRICT, null, null, null, null, null, null);
            master.federation().sites().replace(Master.TENANT, strict, before.version());
            site.fail((method, path) -> {
                if (path.endsWith("/results") || path.endsWith("/gaps")) {
                    throw new AssertionError("The site was asked for " + path);
                }
                return Faults.Fault.NONE;
            });

            assertThatThrownBy(() -> master.jobs().results(Master.TENANT, job, null, null, null, 10))
                    .isInstanceOf(ResidencyForbids.class)
                    .hasMessageContaining("london");
            assertThatThrownBy(() -> master.jobs().gaps(Master.TENANT, job, null, 10))
                    .isInstanceOf(ResidencyForbids.class);
        }
    }
}
