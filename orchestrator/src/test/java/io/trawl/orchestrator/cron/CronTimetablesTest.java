package io.trawl.orchestrator.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trawl.engine.schedule.Timetable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Berlin puts its clocks forward on 2026-03-29 at 02:00 (01:00Z), and back on 2026-10-25 at 03:00 (01:00Z). */
class CronTimetablesTest {
    private static List<String> times(String cron, String zone, String after, int count) {
        Timetable timetable = new CronTimetables().of(cron, ZoneId.of(zone));
        List<String> times = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            Optional<Instant> next = timetable.next(at);
            if (next.isEmpty()) {
                break;
            }
            at = next.get();
            times.add(at.toString());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30 2 * * *          | Europe/London    | 2026-07-01T00:00:00Z | 2026-07-01T01:30:00Z
            */15 * * * * *      | UTC              | 2026-01-01T00:00:00Z | 2026-01-01T00:00:15Z
            0 9 * * MON-FRI     | America/New_York | 2026-01-02T15:00:00Z | 2026-01-05T14:00:00Z
            0 0 1,15 * *        | UTC              | 2026-01-01T00:00:00Z | 2026-01-15T00:00:00Z
            0 0 29 2 *          | UTC              | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
            0 0 L * *           | UTC              | 2026-02-01T00:00:00Z | 2026-02-28T00:00:00Z
            0 0 * * 7           | UTC              | 2026-01-01T00:00:00Z | 2026-01-04T00:00:00Z
            0 0 13 * 5          | UTC              | 2026-01-01T00:00:00Z | 2026-02-13T00:00:00Z
            @daily              | Asia/Tokyo       | 2026-01-01T00:00:00Z | 2026-01-01T15:00:00Z
            @hourly             | Asia/Kolkata     | 2026-01-01T00:00:00Z | 2026-01-01T00:30:00Z
            """)
    void shouldFindTheNextTime(String cron, String zone, String after, String next) {
        assertThat(times(cron, zone, after, 1)).containsExactly(next);
    }

    @Test
    void shouldRunATimeThatIsLeftOutWhenTheClocksArePutForward() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void shouldRunOnceForSeveralTimesThatAreLeftOut() {
        assertThat(times("0,20,40 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 3))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-29T01:20:00Z", "2026-03-29T01:40:00Z");
    }

    @Test
    void shouldRunATimeThatComesTwiceOnce() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-25T01:10:00Z", 1))
                .as("asked in the hour that comes again")
                .containsExactly("2026-10-26T01:30:00Z");
        assertThat(times("0 3 * * *", "Europe/Berlin", "2026-10-25T01:10:00Z", 1))
                .containsExactly("2026-10-25T02:00:00Z");
    }

    @Test
    void shouldRunEveryHourByTheTimeThatPasses() {
        assertThat(times("30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3))
                .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
        assertThat(times("30 * * * *", "Europe/Berlin", "2026-10-24T23:45:00Z", 4))
                .containsExactly(
                        "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z", "2026-10-25T03:30:00Z");
        assertThat(times("*/30 * * * *", "Europe/Berlin", "2026-10-24T23:45:00Z", 5))
                .containsExactly(
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T01:30:00Z",
                        "2026-10-25T02:00:00Z");
    }

    @Test
    void shouldGoOnForEverySecondOfANightOnWhichTheClocksChange() {
        List<String> seconds = times("* * * * * *", "Europe/Berlin", "2026-10-25T00:59:58Z", 4);
        assertThat(seconds)
                .containsExactly(
                        "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", "2026-10-25T01:00:01Z", "2026-10-25T01:00:02Z");
    }

    @Test
    void shouldSayThatATimeNeverComes() {
        assertThat(times("0 0 30 2 *", "UTC", "2026-01-01T00:00:00Z", 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * *            | must have five fields
            1 2 3 4 5 6 7    | it has 7
            61 * * * *       | has a field that cannot be read, minute; use 0 to 59
            * 24 * * *       | read, hour
            * * 0 * *        | read, day of month
            * * * FOO *      | read, month
            * * * * 9        | read, day of week
            x 0 0 * * *      | read, second
            @noon            | is no known word
            """)
    void shouldNameTheFieldThatCannotBeRead(String cron, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CronTimetables().of(cron, ZoneId.of("UTC")))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(cron));
    }
}
