package io.trawl.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.schemas.JobState;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void shouldTellTheEndsApart() {
        assertThat(ExitCode.of(JobState.COMPLETED, false).number()).isZero();
        assertThat(ExitCode.of(JobState.FAILED, false).number()).isEqualTo(1);
        assertThat(ExitCode.USAGE.number()).isEqualTo(2);
        assertThat(ExitCode.of(JobState.COMPLETED_WITH_GAPS, false).number()).isEqualTo(3);
        assertThat(ExitCode.of(JobState.CANCELLED, false).number()).isEqualTo(130);
    }

    @Test
    void shouldRateAMatchHigherThanGapsAndLowerThanFailure() {
        assertThat(ExitCode.of(JobState.COMPLETED, true).number()).isEqualTo(4);
        assertThat(ExitCode.of(JobState.COMPLETED_WITH_GAPS, true).number()).isEqualTo(4);
        assertThat(ExitCode.of(JobState.FAILED, true).number()).isEqualTo(1);
    }

    @Test
    void shouldHaveNoCodeForAJobThatHasNotEnded() {
        assertThatThrownBy(() -> ExitCode.of(JobState.RUNNING, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
