package io.trawl.cli.output;

import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where a job stands, in one line that fits. */
public final class ProgressLine {
    private static final String SEPARATOR = " · ";

    private ProgressLine() {}

    /** @param bytesPerSecond negative when nobody knows yet */
    public static String of(JobStatus job, long bytesPerSecond, int width) {
        StringBuilder line =
                new StringBuilder(job.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        // From what matters most to what can be left out: the line ends where the terminal does.
        append(line, objects(job.phases()), width);
        append(line, findings(job.results()), width);
        append(line, Amounts.bytes(bytes(job)), width);
        if (bytesPerSecond >= 0) {
            append(line, Amounts.bytes(bytesPerSecond) + "/s", width);
        }
        Long eta = job.etaS();
        if (eta != null && !job.state().terminal()) {
            append(line, "about " + Amounts.duration(Duration.ofSeconds(eta)) + " left", width);
        }
        return TerminalText.cutEnd(line.toString(), width);
    }

    /** Read so far, in all phases. */
    public static long bytes(JobStatus job) {
        return job.phases().stream().mapToLong(PhaseStatus::bytes).sum();
    }

    /** The first phase counts roots, the second the objects that were found under them. */
    static String objects(List<PhaseStatus> phases) {
        RecordCounts objects = switch (phases.size()) {
            case 0 -> RecordCounts.NONE;
            case 1 -> phases.getFirst().records();
            default -> phases.get(1).records();
        };
        return Amounts.count(objects.discovered() - objects.open()) + " of " + Amounts.count(objects.discovered())
                + " objects";
    }

    static String findings(Map<String, Long> results) {
        long findings = ColumnVerdicts.found(results);
        return Amounts.count(findings) + (findings == 1 ? " finding" : " findings");
    }

    /** Unless it would be too long. */
    static void append(StringBuilder line, String part, int width) {
        if (TerminalText.width(line.toString()) + SEPARATOR.length() + TerminalText.width(part) <= width) {
            line.append(SEPARATOR).append(part);
        }
    }
}
