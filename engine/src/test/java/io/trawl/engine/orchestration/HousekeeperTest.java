package io.trawl.engine.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trawl.engine.ledger.RetentionLedger;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HousekeeperTest {
    private final Rows rows = new Rows();
    private final List<String> told = new ArrayList<>();
    private final Housekeeper housekeeper = new Housekeeper(rows, Retention.DEFAULT, new EngineListener() {
        @Override
        public void reconciled(String what, int count) {
            told.add(what + " " + count);
        }
    });

    /** What each call finds to remove. */
    private static final class Rows implements RetentionLedger {
        private int jobs;
        private int left;
        private final List<Duration> kept = new ArrayList<>();

        @Override
        public int retire(Duration age, Duration retryable, int limit) {
            kept.add(retryable);
            return 0;
        }

        @Override
        public int forget(Duration keep, int limit) {
            kept.add(keep);
            return Math.min(jobs, limit);
        }

        @Override
        public int sweep(int limit) {
            return Math.min(left, limit);
        }

        @Override
        public int clear(Duration known, Duration unused, int limit) {
            return 0;
        }
    }

    @Test
    void shouldRestUntilTheNextTurnWhenThereIsNothingMore() {
        assertThat(housekeeper.runOnce()).isEqualTo(Retention.DEFAULT.interval());
        assertThat(told).isEmpty();
    }

    @Test
    void shouldGoOnSoonWhileThereIsMoreAndLeaveRoomForOthers() {
        rows.left = 5;
        assertThat(housekeeper.runOnce()).isPositive().isLessThan(Retention.DEFAULT.interval());
        rows.left = 0;
        rows.jobs = 10_000;
        assertThat(housekeeper.runOnce()).isLessThan(Retention.DEFAULT.interval());
        assertThat(told).containsExactly("swept 5", "forgotten " + Housekeeper.MAX_JOBS);
    }

    @Test
    void shouldKeepForAsLongAsTheSettingsSay() {
        Retention retention = Retention.DEFAULT.keeping(Duration.ofDays(3), Duration.ofDays(2));
        new Housekeeper(rows, retention, EngineListener.NONE).runOnce();
        assertThat(rows.kept).containsExactly(Duration.ofDays(3), Duration.ofDays(2));
    }

    @Test
    void shouldRefuseToRunWithoutALimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retention(
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        0));
    }
}
