package io.trawl.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.coordinator.Waits.Waiting;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private static final UUID JOB = new UUID(0, 1);
    private static final GroupKey GROUP = new GroupKey(JOB, 1, "a");
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final Waits waits = new Waits();

    @Test
    void shouldKeepSinceWhenWhileTheCauseIsTheSame() {
        turn(T0, 10, 0, new WaitReason.Backoff(T0.plusSeconds(5)));
        turn(T0.plusSeconds(3), 9, 0, new WaitReason.Backoff(T0.plusSeconds(9)));
        assertThat(only().since()).isEqualTo(T0);
        assertThat(only().tasks()).isEqualTo(9);
        assertThat(only().reason()).isEqualTo(new WaitReason.Backoff(T0.plusSeconds(9)));
    }

    @Test
    void shouldBeginAnewWithAnotherCause() {
        turn(T0, 10, 0, new WaitReason.SourceBudget("a", 4));
        turn(T0.plusSeconds(3), 10, 0, new WaitReason.NoWorker("default"));
        assertThat(only().since()).isEqualTo(T0.plusSeconds(3));
        turn(T0.plusSeconds(4), 10, 0, new WaitReason.SourceBudget("a", 4));
        assertThat(only().since()).isEqualTo(T0.plusSeconds(4));
    }

    @Test
    void shouldNotCountWhatIsAboutToStart() {
        turn(T0, 10, 4, new WaitReason.SourceBudget("a", 4));
        assertThat(only().tasks()).isEqualTo(6);
        turn(T0.plusSeconds(1), 4, 4, new WaitReason.SourceBudget("a", 4));
        assertThat(waits.of(JOB)).isEmpty();
        turn(T0.plusSeconds(2), 1, 0, new WaitReason.SourceBudget("a", 4));
        assertThat(only().since()).isEqualTo(T0.plusSeconds(2));
    }

    @Test
    void shouldTellEachJobItsOwnInOrder() {
        Group late = group(new GroupKey(JOB, 2, "a"), 1);
        Group second = group(new GroupKey(JOB, 1, "b"), 1);
        Group first = group(GROUP, 1);
        Group other = group(new GroupKey(new UUID(0, 2), 0, "a"), 1);
        WaitReason reason = new WaitReason.NoWorker("default");
        waits.update(
                new Plan(
                        List.of(),
                        Map.of(late.key(), reason, second.key(), reason, first.key(), reason, other.key(), reason)),
                new Backlog(List.of(late, second, first, other), List.of(), List.of(), T0));
        assertThat(waits.of(JOB)).extracting(Waiting::group).containsExactly(first.key(), second.key(), late.key());
    }

    private Waiting only() {
        assertThat(waits.of(JOB)).hasSize(1);
        return waits.of(JOB).getFirst();
    }

    private void turn(Instant now, long pending, int granted, WaitReason reason) {
        List<Grant> grants = granted == 0 ? List.of() : List.of(new Grant(GROUP, granted, false));
        waits.update(
                new Plan(grants, Map.of(GROUP, reason)),
                new Backlog(List.of(group(GROUP, pending)), List.of(), List.of(), now));
    }

    private static Group group(GroupKey key, long pending) {
        return new Group(key, "t", "default", true, 5, null, 4, pending, (int) pending, false, null, 0, 0, false);
    }
}
