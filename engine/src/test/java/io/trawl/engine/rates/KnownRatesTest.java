package io.trawl.engine.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.Event;
import io.trawl.schemas.Event.PhaseRate;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.Throughput;
import io.trawl.schemas.Throughput.Pace;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownRatesTest {
    private static final UUID JOB = new UUID(1, 1);
    private static final PhaseStatus DISCOVERED = phase("DONE", 10, 10);

    private long nanos;
    private final KnownRates rates = new KnownRates(() -> nanos);

    private static PhaseStatus phase(String state, long discovered, long processed) {
        return new PhaseStatus("p", state, Map.of(), new RecordCounts(discovered, processed, 0, 0, 0), 0);
    }

    private static JobStatus job(JobState state, PhaseStatus... phases) {
        return new JobStatus(
                JOB,
                "n",
                "w",
                state,
                5,
                Map.of(),
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                List.of(phases),
                Map.of(),
                null);
    }

    /** One after another, from phase 1 on. */
    private void tell(double... recordsPerSecond) {
        int[] number = {0};
        rates.on(List.of(new Event.JobRate(
                JOB,
                Arrays.stream(recordsPerSecond)
                        .mapToObj(rate ->
                                new PhaseRate(++number[0], new Throughput(new Pace(rate, 1), new Pace(rate, 1))))
                        .toList())));
    }

    @Test
    void shouldSayHowFastAPhaseGoesAndHowLongItTakes() {
        tell(5);
        JobStatus filled = rates.fill(job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 100, 39)));
        assertThat(filled.etaS()).isEqualTo(13);
        assertThat(filled.phases().get(0).throughput()).isNull();
        assertThat(filled.phases().get(1).throughput().recent().recordsPerS()).isEqualTo(5);
    }

    @Test
    void shouldGoByTheSlowestPhase() {
        tell(100, 2);
        assertThat(rates.fill(job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 100, 100), phase("RUNNING", 50, 10)))
                        .etaS())
                .isEqualTo(20);
    }

    /** Half of what feeds it is still to come: twice as much will be there. */
    @Test
    void shouldCountOnWhatIsStillToArrive() {
        tell(100, 10);
        assertThat(rates.fill(job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 200, 100), phase("RUNNING", 50, 20)))
                        .etaS())
                .isEqualTo(8);
    }

    @Test
    void shouldKnowNothingWhileTheFirstPhaseGoesOn() {
        tell(5);
        JobStatus job = job(JobState.RUNNING, phase("RUNNING", 1, 0), phase("RUNNING", 100, 39));
        assertThat(rates.fill(job).etaS()).isNull();
    }

    @Test
    void shouldKnowNothingOfAPhaseThatHasNotBegunOrStandsStill() {
        tell(5, 0);
        assertThat(rates.fill(job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 100, 39), phase("PENDING", 0, 0)))
                        .etaS())
                .isNull();
        assertThat(rates.fill(job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 9, 9), phase("RUNNING", 9, 1)))
                        .etaS())
                .isNull();
    }

    @Test
    void shouldNeverBeNegativeAndNeverZeroWhileItRuns() {
        tell(5);
        assertThat(rates.fill(job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 100, 101)))
                        .etaS())
                .isEqualTo(1);
    }

    @Test
    void shouldGiveNoTimeToAJobThatDoesNotRun() {
        tell(5);
        for (JobState state : JobState.values()) {
            if (state != JobState.RUNNING) {
                assertThat(rates.fill(job(state, DISCOVERED, phase("RUNNING", 100, 39)))
                                .etaS())
                        .as(state.name())
                        .isNull();
            }
        }
    }

    @Test
    void shouldForgetWhatNobodyToldForAWhile() {
        tell(5);
        JobStatus job = job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 100, 39));
        nanos += KnownRates.MAX_AGE.toNanos();
        assertThat(rates.fill(job).etaS()).isNotNull();
        nanos += 1;
        assertThat(rates.fill(job)).isEqualTo(job);
    }

    @Test
    void shouldForgetAJobThatHasEnded() {
        tell(5);
        rates.on(List.of(new Event.JobEnded(JOB, JobState.COMPLETED)));
        JobStatus job = job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 100, 39));
        assertThat(rates.fill(job)).isEqualTo(job);
    }

    @Test
    void shouldKeepABoundedNumberOfJobs() {
        tell(5);
        for (int i = 0; i < KnownRates.MAX_JOBS; i++) {
            rates.on(List.of(new Event.JobRate(new UUID(2, i), List.of())));
        }
        JobStatus job = job(JobState.RUNNING, DISCOVERED, phase("RUNNING", 100, 39));
        assertThat(rates.fill(job)).isEqualTo(job);
    }
}
