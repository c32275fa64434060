package io.trawl.schemas;

import java.util.Map;

/**
 * What one chunk adds to the counters of its phase and source.
 *
 * @param noted records found and settled on the spot by the handler, not inputs of the task; they are part of
 *     skipped, failed or excluded and add to what was discovered
 * @param processed input records processed
 * @param skipped count per reason, for example {@code binary}
 * @param failed count per reason
 * @param excluded count per rule
 * @param bytes read from the source
 */
public record Tally(
        long noted,
        long processed,
        Map<String, Long> skipped,
        Map<String, Long> failed,
        Map<String, Long> excluded,
        long bytes) {
    public static final Tally NONE = new Tally(0, 0, Map.of(), Map.of(), Map.of(), 0);

    public Tally {
        Checks.atLeast(noted, 0, "tally.noted");
        Checks.atLeast(processed, 0, "tally.processed");
        Checks.atLeast(bytes, 0, "tally.bytes");
        skipped = Checks.reasons(skipped, "tally.skipped");
        failed = Checks.reasons(failed, "tally.failed");
        excluded = Checks.reasons(excluded, "tally.excluded");
    }

    public long skippedTotal() {
        return total(skipped);
    }

    public long failedTotal() {
        return total(failed);
    }

    public long excludedTotal() {
        return total(excluded);
    }

    /** Input records that got an outcome: what this chunk moves {@code records_done} by. */
    public long inputs() {
        return processed + skippedTotal() + failedTotal() + excludedTotal() - noted;
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
