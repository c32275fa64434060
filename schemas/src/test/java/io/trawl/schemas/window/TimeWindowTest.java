package io.trawl.schemas.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
    private static final String OFFICE = "not 08:00-18:00 Europe/London";

    @Test
    void shouldCloseByTheClocksOnTheWall() {
        assertThat(open("2026-01-15T07:59:59Z", OFFICE)).isTrue();
        assertThat(open("2026-01-15T08:00:00Z", OFFICE)).isFalse();
        assertThat(open("2026-01-15T17:59:59Z", OFFICE)).isFalse();
        assertThat(open("2026-01-15T18:00:00Z", OFFICE)).isTrue();
        assertThat(open("2026-07-15T07:00:00Z", OFFICE)).as("summer time").isFalse();
        assertThat(open("2026-07-15T17:00:00Z", OFFICE)).as("summer time").isTrue();
    }

    /** London goes from 01:00 to 02:00 on 29 March 2026, and from 02:00 back to 01:00 on 25 October. */
    @Test
    void shouldFollowTheChangeToAndFromSummerTime() {
        String hour = "not 01:00-02:00 Europe/London";
        assertThat(Stream.of("2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"))
                .as("the hour that is left out closes nothing")
                .allMatch(at -> open(at, hour));
        assertThat(Stream.of(
                        "2026-10-25T00:00:00Z", "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", "2026-10-25T01:59:59Z"))
                .as("the hour that comes twice is closed twice")
                .noneMatch(at -> open(at, hour));
        assertThat(open("2026-10-25T02:00:00Z", hour)).isTrue();
        assertThat(TimeWindow.opensAt(windows(hour), Instant.parse("2026-10-25T00:10:00Z")))
                .contains(Instant.parse("2026-10-25T02:00:00Z"));
        assertThat(TimeWindow.opensAt(windows(OFFICE), Instant.parse("2026-03-29T07:00:00Z")))
                .contains(Instant.parse("2026-03-29T17:00:00Z"));
    }

    @Test
    void shouldGoOnOverMidnightForTheDayItBeganOn() {
        String night = "only Fri 22:00-06:00 UTC";
        assertThat(open("2026-11-27T21:59:00Z", night)).isFalse();
        assertThat(open("2026-11-27T22:00:00Z", night)).isTrue();
        assertThat(open("2026-11-28T05:59:00Z", night)).as("Saturday morning").isTrue();
        assertThat(open("2026-11-28T06:00:00Z", night)).isFalse();
        assertThat(open("2026-11-27T05:00:00Z", night)).as("Friday morning").isFalse();
    }

    @Test
    void shouldOpenInOneOfTheOnlyAndInNoneOfTheNot() {
        String weekend = "only Sat,Sun 00:00-24:00 UTC";
        String evening = "only Mon-Fri 20:00\u201324:00 UTC";
        String noon = "not 12:00-13:00 UTC";
        assertThat(open("2026-11-28T09:00:00Z", weekend, evening, noon)).isTrue();
        assertThat(open("2026-11-28T12:30:00Z", weekend, evening, noon)).isFalse();
        assertThat(open("2026-11-25T09:00:00Z", weekend, evening, noon)).isFalse();
        assertThat(open("2026-11-25T20:00:00Z", weekend, evening, noon)).isTrue();
        assertThat(open("2026-11-25T09:00:00Z")).as("no windows").isTrue();
        assertThat(TimeWindow.opensAt(windows("not 00:00-24:00 UTC"), Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08:00-18:00 UTC",
                "not 8-18 UTC",
                "not 08:00-18:00",
                "not 08:00-25:00 UTC",
                "not 08:60-18:00 UTC",
                "not 08:00-08:00 UTC",
                "not 24:00-08:00 UTC",
                "not Foo 08:00-18:00 UTC",
                "not Mon-Tue-Wed 08:00-18:00 UTC",
                "not 08:00-18:00 Mars/Olympus"
            })
    void shouldRefuseWhatIsNoWindow(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeWindow.parse(text))
                .withMessageMatching("(must|has|names) .{10,}");
    }

    private static List<TimeWindow> windows(String... texts) {
        return Stream.of(texts).map(TimeWindow::parse).toList();
    }

    private static boolean open(String at, String... texts) {
        return TimeWindow.open(windows(texts), Instant.parse(at));
    }
}
