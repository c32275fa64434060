package io.trawl.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.ParentJob;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an installation that masters give jobs to asks of these jobs. */
class LocalJobServiceTest {
    private static final String TENANT = "t";
    private static final UUID OWN = new UUID(1, 1);
    private static final UUID MASTER = new UUID(2, 2);
    private static final UUID USERS = new UUID(3, 3);

    private final InMemoryLedger ledger = new InMemoryLedger(
            new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new SplittableRandom(1));
    private final JobService jobs = new LocalJobService(
                    ledger,
                    new Workloads(List.of(new WordCountWorkload())),
                    new TimeOrderedIds(new VirtualClock(), new SplittableRandom(2)),
                    new Waits(),
                    () -> {},
                    _ -> {})
            .knownAs(OWN)
            .under(Tracing.carryOn());

    private static JobRequest job(@Nullable SitePolicy sites, @Nullable ParentJob parent) {
        SourceSpec text = SourceSpec.of("a", "text", Map.of("text", "one two"));
        return new JobRequest(null, "word-count", List.of(text), null, null, null, null, null, sites, parent);
    }

    private static ParentJob through(UUID... installations) {
        return new ParentJob(MASTER, new UUID(4, 4), "here", List.of(installations));
    }

    private static void refused(ThrowingCallable call, String pointer, String part) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidJob.class, e -> {
            assertThat(e.pointer()).isEqualTo(pointer);
            assertThat(e).hasMessageContaining(part).hasMessageEndingWith(".");
        });
    }

    @Test
    void shouldTakeAPartOfTheJobOfAMaster() throws Exception {
        assertThat(jobs.start(TENANT, job(null, through(USERS, MASTER)), "k").created())
                .isTrue();
        assertThat(jobs.start(TENANT, job(null, through(USERS, MASTER)), "k").created())
                .isFalse();
    }

    @Test
    void shouldRefuseAJobThatHasPassedThroughHereBefore() {
        JobRequest circle = job(null, through(OWN, MASTER));

        refused(() -> jobs.start(TENANT, circle, null), "/parent/via", "round in a circle");
        refused(() -> jobs.check(TENANT, circle), "/parent/via", "round in a circle");
    }

    @Test
    void shouldRefuseToSpreadAJobOverSites() {
        JobRequest spread = job(SitePolicy.DEFAULT, null);

        refused(() -> jobs.start(TENANT, spread, null), "/sites", "no sites");
        refused(() -> jobs.check(TENANT, spread), "/sites", "no sites");
    }

    @Test
    void shouldRefuseToAcknowledgeAnEndThatHasNotCome() throws Exception {
        UUID id = jobs.start(TENANT, job(null, through(MASTER)), null).jobId();

        assertThatThrownBy(() -> jobs.acknowledge(TENANT, id))
                .isInstanceOfSatisfying(
                        IllegalJobState.class, e -> assertThat(e.state()).isEqualTo(JobState.PENDING))
                .hasMessageContaining("wait until it has ended");
    }

    @Test
    void shouldAcknowledgeAnEndAsOftenAsItIsAsked() throws Exception {
        UUID id = jobs.start(TENANT, job(null, through(MASTER)), null).jobId();
        jobs.cancel(TENANT, id);

        assertThat(jobs.acknowledge(TENANT, id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.acknowledge(TENANT, id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void shouldAcknowledgeNoJobOfAnotherTenant() throws Exception {
        UUID id = jobs.start(TENANT, job(null, through(MASTER)), null).jobId();

        assertThatThrownBy(() -> jobs.acknowledge("another", id)).isInstanceOf(JobNotFound.class);
    }
}
