package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F26: what a reader makes of a later version. Fields it does not know it ignores, at every level of every message: see
 * {@link ExamplesTest}. Values it does not know it takes for the safe one, or refuses where none would be safe.
 */
class F26MixedVersionsTest {
    private static final int MAX_BYTES = 10_000;
    private static final UUID ID = new UUID(2, 6);

    @Test
    void shouldTakeAVerdictItDoesNotKnowForOneThatAsksToSendAgain() {
        ReportVerdict known = new ReportVerdict(9, 2, ID, 3, ReportVerdict.Kind.ACCEPTED, 2);
        ReportVerdict other = new ReportVerdict(8, 1, ID, 1, ReportVerdict.Kind.FENCED, 0);
        String later = Json.canonical(new ProgressAnswer(List.of(), List.of(known, other)))
                .replace("ACCEPTED", "POSTPONED");

        assertThat(Json.parse(later, ProgressAnswer.class, MAX_BYTES).verdicts())
                .containsExactly(new ReportVerdict(9, 2, ID, 3, ReportVerdict.Kind.AHEAD, 2), other);
    }

    @Test
    void shouldAbortWhateverTheCauseIs() {
        Command.AbortAttempt abort = new Command.AbortAttempt(ID, 4, 2, Command.AbortAttempt.Cause.GAP_IN_REPORTS);

        assertThat(Json.parse(Json.canonical(abort).replace("GAP_IN_REPORTS", "TOO_HOT"), Command.class, MAX_BYTES))
                .isEqualTo(new Command.AbortAttempt(ID, 4, 2, Command.AbortAttempt.Cause.STALLED));
    }

    /** What a report or a row says of the work must not be guessed: it is sent again until somebody knows. */
    @ParameterizedTest
    @ValueSource(strings = {"\"POSTPONED\"", "\"\"", "\"done\"", "1", "null"})
    void shouldRefuseAKindOfReportItDoesNotKnow(String kind) {
        String report = Json.canonical(
                new Report(1, ID, 1, 1, ID, ID, 1, Report.Kind.DONE, 0, 0, 0, Checkpoint.START, Tally.NONE, null));

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(report.replace("\"DONE\"", kind), Report.class, MAX_BYTES))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("kind"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "true"})
    void shouldRefuseWhatIsNoNameAtAllWhereThereIsASafeOne(String kind) {
        String verdict = Json.canonical(new ReportVerdict(9, 2, ID, 3, ReportVerdict.Kind.ACCEPTED, 2));
        String wrong = verdict.replace("\"ACCEPTED\"", kind.isEmpty() ? "null" : kind);

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(wrong, ReportVerdict.class, MAX_BYTES))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("kind"));
    }
}
