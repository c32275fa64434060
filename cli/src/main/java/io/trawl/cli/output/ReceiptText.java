package io.trawl.cli.output;

import io.trawl.engine.ledger.Overrun;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A receipt for people: the sum for each phase and source, why records were left out, and the first gaps by name. */
public final class ReceiptText {
    /** Gaps that are shown by name. */
    public static final int SHOWN_GAPS = 20;

    private static final List<Table.Column> COLUMNS = List.of(
            Table.Column.TEXT,
            Table.Column.PATH,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER);

    private ReceiptText() {}

    /** @param gaps the first ones; only {@value #SHOWN_GAPS} are shown */
    public static List<String> lines(Receipt receipt, List<Gap> gaps, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("Receipt of job " + receipt.jobId() + ", revision " + receipt.revision());
        lines.add("");
        Table table = Table.of(
                COLUMNS, "phase", "source", "discovered", "= processed", "+ skipped", "+ failed", "+ excluded", "read");
        receipt.lines().forEach(line -> table.row(cells(line)));
        lines.addAll(table.lines(width));
        lines.addAll(reasons(receipt));
        lines.addAll(gapLines(receipt, gaps));
        lines.add("");
        lines.add(verdict(receipt));
        return lines;
    }

    private static String[] cells(Receipt.Line line) {
        RecordCounts records = line.records();
        return new String[] {
            line.phase(),
            line.source(),
            Amounts.count(records.discovered()),
            Amounts.count(records.processed()),
            Amounts.count(records.skipped()),
            Amounts.count(records.failed()),
            Amounts.count(records.excluded()),
            Amounts.bytes(line.bytes())
        };
    }

    private static List<String> reasons(Receipt receipt) {
        Map<String, Long> counts = new TreeMap<>();
        for (Receipt.Line line : receipt.lines()) {
            line.skipped().forEach((reason, n) -> counts.merge("skipped: " + reason, n, Long::sum));
            line.failed().forEach((reason, n) -> counts.merge("failed: " + reason, n, Long::sum));
            line.excluded().forEach((rule, n) -> counts.merge("excluded: " + rule, n, Long::sum));
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((reason, n) -> lines.add("  " + TerminalText.escape(reason) + "  " + Amounts.count(n)));
        if (!lines.isEmpty()) {
            lines.addFirst("");
        }
        return lines;
    }

    private static List<String> gapLines(Receipt receipt, List<Gap> gaps) {
        List<Gap> real =
                gaps.stream().filter(gap -> gap.outcome() != Outcome.EXCLUDED).toList();
        List<String> lines = new ArrayList<>();
        if (receipt.gapsTotal() == 0 || real.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("Not read (" + Amounts.count(receipt.gapsTotal()) + "):");
        boolean oneSource =
                receipt.lines().stream().map(Receipt.Line::source).distinct().count() == 1;
        real.stream().limit(SHOWN_GAPS).forEach(gap -> lines.add("  " + (oneSource ? shortLine(gap) : line(gap))));
        long shown = real.stream()
                .limit(SHOWN_GAPS)
                .mapToLong(gap -> records(receipt, gap))
                .sum();
        long more = receipt.gapsTotal() - shown;
        if (more > 0) {
            lines.add("  … and " + Amounts.count(more) + " more: trawl jobs receipt " + receipt.jobId() + " --gaps");
        }
        return lines;
    }

    /** A gap is one record, but for the one that stands for all that a limit left of a phase and source. */
    private static long records(Receipt receipt, Gap gap) {
        if (Overrun.of(gap.reason()).isEmpty()) {
            return 1;
        }
        return receipt.lines().stream()
                .filter(line ->
                        line.phase().equals(gap.phase()) && line.source().equals(gap.source()))
                .mapToLong(line -> line.failed().getOrDefault(gap.reason(), 1L))
                .sum();
    }

    public static String line(Gap gap) {
        return text(gap, gap.name().isEmpty() ? gap.source() : gap.source() + "  " + gap.name());
    }

    private static String shortLine(Gap gap) {
        return text(gap, gap.name().isEmpty() ? gap.source() : gap.name());
    }

    private static String text(Gap gap, String place) {
        return TerminalText.escape(
                place + "  (" + gap.outcome().name().toLowerCase(Locale.ROOT) + ": " + gap.reason() + ")");
    }

    private static String verdict(Receipt receipt) {
        String took = took(receipt.createdAt(), receipt.endedAt());
        return switch (receipt.state()) {
            case COMPLETED -> "Complete: everything that was discovered was read" + took + ".";
            case COMPLETED_WITH_GAPS ->
                "Complete with gaps: " + Amounts.count(receipt.gapsTotal())
                        + " of what was discovered could not be read" + took + ".";
            case FAILED -> "Failed" + took + ".";
            case CANCELLED -> "Cancelled" + took + "; what was published before stays.";
            case PENDING, RUNNING, PAUSED, CANCELLING -> "Not at its end: the job is " + word(receipt.state()) + ".";
        };
    }

    private static String took(Instant from, @Nullable Instant to) {
        return to == null ? "" : " (" + Amounts.duration(Duration.between(from, to)) + ")";
    }

    private static String word(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
