package io.trawl.engine.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RollingRatesTest {
    private static final UUID JOB = new UUID(1, 1);
    private static final Offset<Double> ROUGHLY = Offset.offset(10.0);

    private final RollingRates rates = new RollingRates();
    private final List<Event.JobRate> told = new ArrayList<>();

    /** A hundred records and one task a second. */
    private void work(long fromSecond, long toSecond) {
        for (long second = fromSecond; second < toSecond; second++) {
            rates.on(new Event.PhaseAdvanced(JOB, 1, 100, 1), second * 1_000);
            pass(second * 1_000);
        }
    }

    private void pass(long now) {
        rates.tick(now).forEach(event -> told.add((Event.JobRate) event));
    }

    private Throughput last() {
        return told.getLast().phases().getFirst().throughput();
    }

    @Test
    void shouldTellThePaceOfSteadyWork() {
        work(0, 400);
        assertThat(last().recent().recordsPerS()).isCloseTo(100, ROUGHLY);
        assertThat(last().steady().recordsPerS()).isCloseTo(100, ROUGHLY);
        assertThat(last().recent().tasksPerS()).isBetween(0.9, 1.1);
    }

    @Test
    void shouldTellEveryTwoSecondsAtMost() {
        work(0, 60);
        assertThat(told).hasSizeBetween(25, 30);
    }

    @Test
    void shouldForgetInTheShortWindowWhatTheLongOneKnows() {
        work(0, 300);
        for (long second = 300; second <= 345; second++) {
            pass(second * 1_000);
        }
        assertThat(last().recent()).isEqualTo(Throughput.Pace.NONE);
        assertThat(last().steady().recordsPerS()).isBetween(70.0, 95.0);
    }

    @Test
    void shouldEndWithZeroWhenNothingHappensAndThenBeSilent() {
        work(0, 20);
        for (long second = 20; second < 400; second++) {
            pass(second * 1_000);
        }
        assertThat(last().steady()).isEqualTo(Throughput.Pace.NONE);
        told.clear();
        pass(1_000_000);
        assertThat(told).isEmpty();
    }

    @Test
    void shouldStartAnewAfterALongPause() {
        work(0, 20);
        work(10_000, 10_030);
        assertThat(last().recent().recordsPerS()).isBetween(80.0, 120.0);
        assertThat(last().steady().recordsPerS()).isLessThan(20);
    }

    @Test
    void shouldSayNothingOfAJobThatHasEnded() {
        work(0, 5);
        told.clear();
        rates.on(new Event.JobEnded(JOB, JobState.COMPLETED), 5_000);
        pass(60_000);
        assertThat(told).isEmpty();
    }

    @Test
    void shouldTellPhasesApart() {
        rates.on(new Event.PhaseAdvanced(JOB, 2, 30, 0), 0);
        rates.on(new Event.PhaseAdvanced(JOB, 0, 10, 1), 0);
        pass(3_000);
        assertThat(told.getLast().phases()).extracting(Event.PhaseRate::phase).containsExactly(0, 2);
    }

    @Test
    void shouldKeepABoundedNumberOfJobs() {
        for (int i = 0; i < RollingRates.MAX_JOBS + 10; i++) {
            rates.on(new Event.PhaseAdvanced(new UUID(2, i), 0, 1, 0), 0);
        }
        pass(3_000);
        assertThat(told)
                .hasSize(RollingRates.MAX_JOBS)
                .extracting(Event.JobRate::jobId)
                .doesNotContain(new UUID(2, 0));
    }
}
