package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.AssignLedger.LeadershipLost;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.schemas.NamedSource;
import java.util.List;
import java.util.Objects;

/** What the fences of submission and claim keep out. */
final class AssignFences {
    private AssignFences() {}

    static void sameKeyTwice(Scenario s) {
        s.job("a").key("k", "one body").submit();
        assertThatExceptionOfType(IdempotencyConflict.class)
                .isThrownBy(() -> s.job("a").key("k", "another body").submit());
    }

    static void oneJobTooMany(Scenario s) {
        s.job("a").alive(1).submit();
        try {
            s.job("a").alive(1).submit();
        } catch (TooManyJobs refused) {
            // What counts is what was stored.
        }
        assertThat(s.ledger().jobs(s.tenant(), JobFilter.ALL, null, 10).items()).hasSize(1);
    }

    static void claimWhatRuns(Scenario s) {
        JobActor job = s.running("a");
        s.startNext(job, 0, "a");
        assertThat(s.claim(job, 0, "a", 1)).isEmpty();
    }

    static void claimBeforeItIsDue(Scenario s) {
        JobActor job = s.running("a");
        s.startNext(job, 0, "a").fails("broken");
        assertThat(s.claim(job, 0, "a", 1)).isEmpty();
    }

    static void claimOfJobNotAdmitted(Scenario s) {
        JobActor job = s.job("a").submitted();
        assertThat(s.claim(job, 0, "a", 1)).isEmpty();
    }

    static void claimBeyondBudget(Scenario s) {
        JobActor one = s.job(Scenario.source("a", 1)).admitted();
        JobActor other = s.running("a");
        s.claimOne(one, 0, "a");
        assertThat(s.claim(other, 0, "a", 1)).isEmpty();
    }

    static void claimOfDeposedLeader(Scenario s) {
        JobActor job = s.running("a");
        Leadership lead = s.lead();
        s.under().depose();
        assertThatExceptionOfType(LeadershipLost.class)
                .isThrownBy(() -> lead.claim(List.of(new Grant(new GroupKey(job.id(), 0, "a"), 1, false))));
    }

    static void changeOfAStaleSource(Scenario s) {
        NamedSource source = new NamedSource("a", "test", null, null, null, null, null, null, null, null, null);
        NamedSource kept = s.ledger().add(s.tenant(), source).orElseThrow();
        long stale = Objects.requireNonNull(kept.version()) - 1;
        assertThat(s.ledger().replace(s.tenant(), source, stale).changed()).isFalse();
    }
}
