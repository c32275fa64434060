package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.schemas.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another tenant's job does not exist. */
interface TenantContract extends Scenes {
    @Test
    default void shouldShowAJobToItsTenantAlone() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.accept(s.startNext(job, 0, "a")
                .next()
                .publishes("found", "k", "{}")
                .notes(Outcome.SKIPPED, "denied", "x")
                .processed(1)
                .done());
        String other = "other-" + s.tenant();
        assertThat(s.ledger().status(other, List.of(job.id()))).isEmpty();
        assertThat(s.ledger().jobs(other, JobFilter.ALL, null, 10).items()).isEmpty();
        assertThat(s.ledger().receipt(other, job.id())).isEmpty();
        assertThat(s.ledger().gaps(other, job.id(), null, 10).items()).isEmpty();
        assertThat(s.ledger().resultParts(other, job.id(), null, null, 10).items())
                .isEmpty();
        assertThat(s.ledger().tasks(other, job.id(), null, null, 10).items()).isEmpty();
    }

    @Test
    default void shouldLetNoOtherTenantCancelAJob() {
        Scenario s = given();
        JobActor job = s.running("a");
        JobActor.Picture before = job.picture();
        assertThat(s.ledger().cancel("other-" + s.tenant(), job.id())).isEmpty();
        assertThat(job.picture()).isEqualTo(before);
    }
}
