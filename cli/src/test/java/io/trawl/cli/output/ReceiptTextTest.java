package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.Jobs;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiptTextTest {
    private static Gap gap(int number) {
        return new Gap("inspect", "/srv/share", Outcome.SKIPPED, "binary", "file-" + number);
    }

    @Test
    void shouldAddUpPerPhaseAndSourceAndNameTheGaps() {
        Gap hostile = new Gap("inspect", "/srv/share", Outcome.FAILED, "unreadable", "evil\u001b[2J\nname");
        assertThat(ReceiptText.lines(
                        Jobs.receipt(JobState.COMPLETED_WITH_GAPS, 3), List.of(gap(1), gap(2), hostile), 100))
                .containsExactly(
                        "Receipt of job " + Jobs.ID + ", revision 1",
                        "",
                        "phase    source      discovered  = processed  + skipped  + failed  + excluded   read",
                        "inspect  /srv/share         100           95          2         1           2  12 kB",
                        "",
                        "  excluded: *.bak  2",
                        "  failed: unreadable  1",
                        "  skipped: binary  2",
                        "",
                        "Not read (3):",
                        "  file-1  (skipped: binary)",
                        "  file-2  (skipped: binary)",
                        "  evil\\e[2J\\nname  (failed: unreadable)",
                        "",
                        "Complete with gaps: 3 of what was discovered could not be read (2 min 10 s).");
    }

    @Test
    void shouldSayHowToSeeTheOtherGaps() {
        List<Gap> gaps = IntStream.range(0, 30).mapToObj(ReceiptTextTest::gap).toList();
        assertThat(ReceiptText.lines(Jobs.receipt(JobState.COMPLETED_WITH_GAPS, 1_020), gaps, 100))
                .contains("  … and 1,000 more: trawl jobs receipt " + Jobs.ID + " --gaps")
                .doesNotContain("  file-20  (skipped: binary)");
    }

    @Test
    void shouldCountTheOneGapOfALimitForAllThatItStandsFor() {
        Receipt.Line line = new Receipt.Line(
                "inspect",
                "/srv/share",
                new RecordCounts(100, 60, 0, 40, 0),
                Map.of(),
                Map.of("limit:deadline", 39L, "unreadable", 1L),
                Map.of(),
                0);
        Receipt receipt = new Receipt(
                1,
                Jobs.ID,
                "scan",
                "discovery",
                JobState.COMPLETED_WITH_GAPS,
                1,
                true,
                Jobs.CREATED,
                Jobs.ENDED,
                List.of(line),
                40,
                Map.of());
        Gap limit = new Gap("inspect", "/srv/share", Outcome.FAILED, "limit:deadline", "39 not read");
        Gap other = new Gap("inspect", "/srv/share", Outcome.FAILED, "unreadable", "x");
        assertThat(ReceiptText.lines(receipt, List.of(other, limit), 100))
                .contains("  39 not read  (failed: limit:deadline)")
                .noneMatch(text -> text.contains("more: trawl"));
    }

    @Test
    void shouldCallCompleteWhatIsComplete() {
        assertThat(ReceiptText.lines(Jobs.receipt(JobState.COMPLETED, 0), List.of(), 100)
                        .getLast())
                .isEqualTo("Complete: everything that was discovered was read (2 min 10 s).");
    }
}
