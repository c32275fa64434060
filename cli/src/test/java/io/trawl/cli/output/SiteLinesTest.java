package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.Jobs;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SiteProgress.Standing;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteLinesTest {
    @Test
    void shouldTellBarStateObjectsFindingsAndTimeLeftOfASite() {
        assertThat(SiteLines.of(List.of(Jobs.site("london", Standing.FOLLOWED, JobState.RUNNING)), 120))
                .containsExactly(
                        "london  [#########-----------]  49 %  running · 45,061 of 90,211 objects · 318 findings"
                                + " · about 5 min 10 s left");
    }

    @Test
    void shouldSayInEachStandingWhatStandsThere() {
        assertThat(SiteLines.of(Jobs.sites(), 120))
                .containsExactly(
                        "berlin  [--------------------]        submitting",
                        "cairo   [--------------------]        refused (residency)",
                        "london  [#########-----------]  49 %  running · 45,061 of 90,211 objects · 318 findings"
                                + " · about 5 min 10 s left",
                        "madrid  [#########-----------]  49 %  failed (no_sources) · 45,061 of 90,211 objects"
                                + " · 318 findings",
                        "oslo    [--------------------]        UNREACHABLE, never reached · timed_out",
                        "paris   [#########-----------]  49 %  given up (deadline), last word 14:02:10 (3 min ago)"
                                + " · 45,061 of 90,211 objects",
                        "tokyo   [#########-----------]  49 %  UNREACHABLE, last word 14:02:10 (3 min ago)"
                                + " · 45,061 of 90,211 objects");
    }

    @Test
    void shouldTellTheAgeOfAWordAsPeopleDo() {
        assertThat(SiteLines.of(
                        List.of(
                                Jobs.site("a", Standing.UNREACHABLE, null, Jobs.ENDED, 59L, null, List.of()),
                                Jobs.site("b", Standing.UNREACHABLE, null, Jobs.ENDED, 3_599L, null, List.of()),
                                Jobs.site("c", Standing.UNREACHABLE, null, Jobs.ENDED, 86_399L, null, List.of()),
                                Jobs.site("d", Standing.UNREACHABLE, null, Jobs.ENDED, 86_400L, null, List.of()),
                                Jobs.site("e", Standing.UNREACHABLE, null, Jobs.ENDED, 300_000L, null, List.of())),
                        64))
                .containsExactly(
                        "a  UNREACHABLE, last word 14:02:10 (59 s ago)",
                        "b  UNREACHABLE, last word 14:02:10 (59 min ago)",
                        "c  UNREACHABLE, last word 14:02:10 (23 h ago)",
                        "d  UNREACHABLE, last word 2026-11-23 14:02:10 (24 h ago)",
                        "e  UNREACHABLE, last word 2026-11-23 14:02:10 (3 days ago)");
    }

    @Test
    void shouldEscapeWhatASiteSays() {
        SiteProgress site = Jobs.site("a\u202eb", Standing.REFUSED, null, null, null, "no\u001b[1m", List.of());
        assertThat(SiteLines.of(List.of(site), 60)).containsExactly("a\\u{202e}b  refused (no\\e[1m)");
    }

    @Test
    void shouldShowThoseThatSomebodyShouldLookAtWhenThereAreTooManyToDrawAgain() {
        List<SiteProgress> sites = IntStream.range(0, 30)
                .mapToObj(i -> Jobs.site(
                        "s" + i,
                        i == 29 ? Standing.UNREACHABLE : i < 15 ? Standing.ENDED : Standing.FOLLOWED,
                        i < 15 ? JobState.COMPLETED : JobState.RUNNING))
                .toList();
        List<String> lines = SiteLines.live(sites, 120);
        assertThat(lines).hasSize(SiteLines.MAX_LIVE);
        assertThat(lines.getFirst()).startsWith("s29 ").contains("UNREACHABLE");
        assertThat(lines.get(1)).startsWith("s15 ").contains("running");
        assertThat(lines.getLast()).isEqualTo("and 11 more sites; trawl jobs status shows them all");
        assertThat(SiteLines.of(sites, 120)).hasSize(30);
        assertThat(SiteLines.live(sites.subList(0, 20), 120)).hasSize(20);
    }

    @Test
    void shouldShowAFullBarOnlyOfWhatHasNothingOpen() {
        assertThat(SiteLines.of(
                        List.of(
                                Jobs.site(
                                        "all",
                                        Standing.ENDED,
                                        JobState.COMPLETED,
                                        null,
                                        null,
                                        null,
                                        Jobs.phase(1_000, 1_000)),
                                Jobs.site(
                                        "most",
                                        Standing.FOLLOWED,
                                        JobState.RUNNING,
                                        null,
                                        null,
                                        null,
                                        Jobs.phase(1_000, 999))),
                        80))
                .containsExactly(
                        "all   [####################] 100 %  completed · 1,000 of 1,000 objects",
                        "most  [###################-]  99 %  running · 999 of 1,000 objects · 0 findings");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 40, 60, 79, 100})
    void shouldNeverBeWiderThanTheTerminal(int width) {
        assertThat(SiteLines.of(Jobs.sites(), width))
                .allSatisfy(line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(width));
    }
}
