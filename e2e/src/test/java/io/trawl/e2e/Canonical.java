package io.trawl.e2e;

import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a job found and what it covered, without anything that belongs to one run: no ids, times or attempts, and in
 * sorted order. Two jobs of the same request and the same installation key have the same.
 *
 * @param findings key and body
 * @param receipt state and lines
 */
public record Canonical(List<String> findings, List<String> receipt, List<String> gaps) {

    public static Canonical of(JobService jobs, UUID job) {
        try {
            Receipt receipt = jobs.receipt(JobClient.TENANT, job);
            List<String> lines = new ArrayList<>();
            lines.add(receipt.state() + " complete=" + receipt.complete() + " gaps=" + receipt.gapsTotal() + " results="
                    + receipt.results());
            receipt.lines().forEach(line -> lines.add(Json.mapper().writeValueAsString(line)));
            return new Canonical(
                    all(cursor -> jobs.results(JobClient.TENANT, job, null, cursor, Page.MAX_LIMIT)).stream()
                            .map(Canonical::text)
                            .sorted()
                            .toList(),
                    lines,
                    all(cursor -> jobs.gaps(JobClient.TENANT, job, cursor, Page.MAX_LIMIT)).stream()
                            .map(Gap::toString)
                            .sorted()
                            .toList());
        } catch (JobNotFound e) {
            throw new AssertionError(e);
        }
    }

    /** From what {@code trawl scan --format json} prints. */
    public static Canonical ofReport(String json) {
        Report report = Json.mapper().readValue(json, Report.class);
        List<String> lines = new ArrayList<>();
        Receipt receipt = report.receipt();
        lines.add(receipt.state() + " complete=" + receipt.complete() + " gaps=" + receipt.gapsTotal() + " results="
                + receipt.results());
        receipt.lines().forEach(line -> lines.add(Json.mapper().writeValueAsString(line)));
        return new Canonical(
                Stream.concat(report.findings().stream(), report.columns().stream())
                        .map(Canonical::text)
                        .sorted()
                        .toList(),
                lines,
                report.gaps().stream().map(Gap::toString).sorted().toList());
    }

    private record Report(
            Object job, Receipt receipt, List<Gap> gaps, List<ResultRow> findings, List<ResultRow> columns) {}

    private static String text(ResultRow row) {
        return row.source() + " " + row.kind() + " " + row.key() + " " + row.body();
    }

    private interface Listing<T> {
        Page<T> from(@Nullable String cursor) throws JobNotFound;
    }

    private static <T> List<T> all(Listing<T> listing) throws JobNotFound {
        List<T> items = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = listing.from(cursor);
            items.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return items;
    }
}
