package io.trawl.cli.output;

import io.trawl.schemas.JobState;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SiteProgress.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a job stands at each of its sites, a line each, none wider than asked. What sites say is escaped. */
public final class SiteLines {
    /** With the line of the job, and a prompt, they fit into the smallest terminal that is usual. */
    public static final int MAX_LIVE = 20;

    private static final int BAR = 20;
    private static final int LONGEST_NAME = 24;
    /** On anything narrower the bar gives way to the words. */
    private static final int WIDTH_FOR_BARS = 72;

    private SiteLines() {}

    /** All of them, in their order. */
    public static List<String> of(List<SiteProgress> sites, int width) {
        int name = sites.stream()
                .mapToInt(site -> TerminalText.width(name(site)))
                .max()
                .orElse(0);
        return sites.stream().map(site -> line(site, name, width)).toList();
    }

    /** So many that they can be drawn again in place: if there are more, those that somebody should look at. */
    public static List<String> live(List<SiteProgress> sites, int width) {
        if (sites.size() <= MAX_LIVE) {
            return of(sites, width);
        }
        List<SiteProgress> shown = sites.stream()
                .sorted(Comparator.comparingInt(SiteLines::rank))
                .limit(MAX_LIVE - 1)
                .toList();
        List<String> lines = new ArrayList<>(of(shown, width));
        lines.add(TerminalText.cutEnd(
                "and " + (sites.size() - shown.size()) + " more sites; trawl jobs status shows them all", width));
        return lines;
    }

    private static int rank(SiteProgress site) {
        return switch (site.standing()) {
            case UNREACHABLE, REFUSED, GIVEN_UP -> 0;
            case SUBMITTING, FOLLOWED -> 1;
            case ENDED -> site.state() == JobState.COMPLETED ? 3 : 2;
        };
    }

    private static String name(SiteProgress site) {
        return TerminalText.cutMiddle(TerminalText.escape(site.site()), LONGEST_NAME);
    }

    private static String line(SiteProgress site, int name, int width) {
        StringBuilder line = new StringBuilder(TerminalText.pad(name(site), name, false)).append("  ");
        if (width >= WIDTH_FOR_BARS) {
            line.append(bar(site.phases())).append("  ");
        }
        line.append(word(site));
        // A site that has told nothing yet has not found nothing.
        if (!site.phases().isEmpty()) {
            ProgressLine.append(line, ProgressLine.objects(site.phases()), width);
            ProgressLine.append(line, ProgressLine.findings(site.results()), width);
        }
        Long eta = site.etaS();
        if (eta != null && site.standing() == Standing.FOLLOWED) {
            ProgressLine.append(line, "about " + Amounts.duration(Duration.ofSeconds(eta)) + " left", width);
        }
        String reason = site.reason();
        if (reason != null && site.standing() == Standing.UNREACHABLE) {
            ProgressLine.append(line, TerminalText.escape(reason), width);
        }
        return TerminalText.cutEnd(line.toString(), width);
    }

    /** Of the records that were discovered so far, in all phases: it may go back when more are found. */
    private static String bar(List<PhaseStatus> phases) {
        RecordCounts all = phases.stream().map(PhaseStatus::records).reduce(RecordCounts.NONE, RecordCounts::plus);
        long done = all.discovered() - all.open();
        // Rounded down: full is only what has nothing open.
        double share = all.discovered() == 0 ? 0 : Math.clamp((double) done / all.discovered(), 0, 1);
        int filled = (int) (share * BAR);
        String percent = all.discovered() == 0 ? "" : (int) (share * 100) + " %";
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + TerminalText.pad(percent, 5, true);
    }

    private static String word(SiteProgress site) {
        return switch (site.standing()) {
            case SUBMITTING -> "submitting";
            case FOLLOWED -> state(site.state(), "followed");
            case UNREACHABLE -> "UNREACHABLE, " + lastWord(site);
            case GIVEN_UP -> "given up" + because(site) + ", " + lastWord(site);
            case REFUSED -> "refused" + because(site);
            case ENDED -> state(site.state(), "ended") + because(site);
        };
    }

    private static String state(@Nullable JobState state, String unknown) {
        return state == null ? unknown : state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String because(SiteProgress site) {
        return site.reason() == null ? "" : " (" + TerminalText.escape(site.reason()) + ")";
    }

    private static String lastWord(SiteProgress site) {
        Instant word = site.lastWord();
        Long age = site.ageS();
        if (word == null) {
            return "never reached";
        }
        return age == null ? LastWord.of(word, Duration.ZERO) : LastWord.withAge(word, Duration.ofSeconds(age));
    }
}
