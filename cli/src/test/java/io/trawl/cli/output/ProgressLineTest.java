package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.Jobs;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private final JobStatus running = Jobs.status(JobState.RUNNING, Map.of());

    @Test
    void shouldTellObjectsFindingsBytesRateAndTimeLeft() {
        assertThat(ProgressLine.of(running, 127_000_000, 120))
                .isEqualTo(
                        "running · 45,061 of 90,211 objects · 318 findings · 4.2 GB · 127 MB/s · about 5 min 10 s left");
    }

    @Test
    void shouldLeaveOutWhatIsNotKnown() {
        assertThat(ProgressLine.of(Jobs.status(JobState.COMPLETED, Map.of()), -1, 120))
                .isEqualTo("completed · 45,061 of 90,211 objects · 318 findings · 4.2 GB");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 40, 60, 79})
    void shouldNeverBeWiderThanTheTerminal(int width) {
        assertThat(TerminalText.width(ProgressLine.of(running, 1, width))).isLessThanOrEqualTo(width);
    }
}
