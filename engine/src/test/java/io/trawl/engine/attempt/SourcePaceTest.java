package io.trawl.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcePaceTest {
    private long now;
    private final List<Integer> told = new ArrayList<>();
    private final SourcePace pace = new SourcePace(() -> now, (_, percent, _) -> told.add(percent));

    /** An answer that begins as soon as the rest after the last one is over. */
    private long ask(String source, long took) {
        now += took;
        long rest = pace.heard("t", source, took, 0);
        now += rest;
        return rest;
    }

    private void usually(String source, long took, int answers) {
        for (int i = 0; i < answers; i++) {
            assertThat(ask(source, took)).isZero();
        }
    }

    @Test
    void shouldLeaveASourceAloneThatIsAsSlowAsEver() {
        usually("s", 300, 1_000);
        usually("s", 550, 100);
        assertThat(told).isEmpty();
    }

    @Test
    void shouldNotMindDifferencesOfAFewMilliseconds() {
        usually("s", 1, 100);
        usually("s", 19, 100);
    }

    @Test
    void shouldRestLongerAndLongerWhileTheSourceIsSlowUpToALimit() {
        usually("s", 50, 100);
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rests.add(ask("s", 600));
        }
        assertThat(rests).isSorted().contains(300L, 600L, 1_200L, 2_400L);
        assertThat(rests.getLast()).isEqualTo((long) (600 * SourcePace.MOST));
        for (int i = 0; i < 40; i++) {
            assertThat(ask("s", 9_000)).isLessThanOrEqualTo(SourcePace.LONGEST_REST_MILLIS);
        }
        assertThat(told.getLast()).isEqualTo(800);
    }

    @Test
    void shouldComeBackToFullSpeedStepByStepWhenTheSourceIsQuickAgain() {
        usually("s", 50, 100);
        for (int i = 0; i < 40; i++) {
            ask("s", 600);
        }
        List<Long> rests = new ArrayList<>();
        do {
            now += 500;
            rests.add(ask("s", 50));
        } while (rests.getLast() > 0);
        assertThat(rests.size()).isBetween(16, 30);
        assertThat(told.getLast()).isZero();
        usually("s", 50, 10);
    }

    @Test
    void shouldTakeForUsualWhatDoesNotPass() {
        usually("s", 50, 100);
        int answers = 0;
        while (ask("s", 400) > 0 || answers < 20) {
            answers++;
            assertThat(answers).isLessThan(1_000);
        }
        assertThat(answers).as("minutes of load do not become usual at once").isGreaterThan(100);
    }

    /** Many attempts see the same slowness at the same moment. */
    @Test
    void shouldMakeOneStepForWhatIsSeenAtOnce() {
        usually("s", 50, 100);
        now += 1_000;
        for (int i = 0; i < 100; i++) {
            pace.heard("t", "s", 600, 0);
        }
        assertThat(told.getLast()).isEqualTo(50);
    }

    @Test
    void shouldComparePiecesOfAnswersNotWholeOnes() {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.heard("t", "s", 30, SourcePace.PIECE_BYTES)).isZero();
            now += 1_000;
            assertThat(pace.heard("t", "s", 300, 10 * SourcePace.PIECE_BYTES)).isZero();
            now += 1_000;
        }
    }

    @Test
    void shouldJudgeEachSourceByItself() {
        usually("s", 50, 100);
        usually("other", 50, 100);
        for (int i = 0; i < 10; i++) {
            ask("s", 600);
        }
        assertThat(ask("s", 600)).isPositive();
        assertThat(ask("other", 50)).isZero();
        assertThat(pace.heard("t2", "s", 600, 0)).isZero();
    }
}
