package io.trawl.engine.testkit;

import io.trawl.engine.ledger.JobLedger.ResultPart;
import io.trawl.engine.ledger.ResultKind;
import io.trawl.engine.testkit.LedgerTables.Listed;
import io.trawl.engine.testkit.LedgerTables.Published;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a job has brought: results, gaps, the receipt. */
final class ResultReads {
    private static final Comparator<Published> BY_KEY = Comparator.comparing(Published::source)
            .thenComparing(Published::kind)
            .thenComparing(Published::key);
    private static final Comparator<Listed> BY_PHASE = Comparator.comparingInt(Listed::phase)
            .thenComparing(listed -> listed.gap().source());

    private final LedgerTables tables;

    ResultReads(LedgerTables tables) {
        this.tables = tables;
    }

    /** The cursor is the number of parts already read: what is published is in no page before. */
    Page<ResultPart> parts(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit) {
        Paging.limit(limit);
        int from = (int) Paging.number(cursor, 0);
        List<Published> rows = tables.job(tenant, jobId) == null
                ? List.of()
                : tables.results.stream()
                        .filter(row -> row.jobId().equals(jobId)
                                && (kind == null || row.kind().equals(kind))
                                && (source == null || row.source().equals(source)))
                        .sorted(BY_KEY)
                        .toList();
        List<ResultPart> page = new ArrayList<>();
        int at = from;
        while (at < rows.size() && (page.size() < limit || BY_KEY.compare(rows.get(at - 1), rows.get(at)) == 0)) {
            Published row = rows.get(at++);
            page.add(new ResultPart(row.source(), row.kind(), row.key(), row.body()));
        }
        return new Page<>(page, at < rows.size() ? Integer.toString(at) : null);
    }

    Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) {
        long from = Paging.number(cursor, 0);
        List<Listed> rows = tables.job(tenant, jobId) == null
                ? List.of()
                : tables.gaps.stream()
                        .filter(row -> row.jobId().equals(jobId))
                        .sorted(BY_PHASE)
                        .toList();
        int start = (int) Math.min(from, rows.size());
        int end = Math.min(rows.size(), start + Paging.limit(limit));
        List<Gap> page = rows.subList(start, end).stream().map(Listed::gap).toList();
        return new Page<>(page, end < rows.size() ? Integer.toString(end) : null);
    }

    Map<String, Long> keysByKind(UUID jobId) {
        Map<List<String>, ResultKind> keys = new HashMap<>();
        tables.results.stream()
                .filter(row -> row.jobId().equals(jobId))
                .forEach(row -> keys.putIfAbsent(List.of(row.kind(), row.source(), row.key()), row.called()));
        return keys.values().stream()
                .flatMap(called -> called.totals().stream())
                .collect(Collectors.groupingBy(total -> total, TreeMap::new, Collectors.counting()));
    }

    Optional<Receipt> receipt(String tenant, UUID jobId) {
        JobRow job = tables.job(tenant, jobId);
        return job == null ? Optional.empty() : Optional.of(receipt(job));
    }

    private Receipt receipt(JobRow job) {
        List<Receipt.Line> lines = job.counters.values().stream()
                .sorted(Comparator.comparingInt((CounterRow row) -> row.phase).thenComparing(row -> row.source))
                .map(row -> line(job, row))
                .toList();
        RecordCounts all = lines.stream().map(Receipt.Line::records).reduce(RecordCounts.NONE, RecordCounts::plus);
        return new Receipt(
                Receipt.VERSION,
                job.id(),
                Objects.requireNonNull(job.spec.request().name()),
                job.spec.request().workload(),
                job.state,
                job.revision,
                job.state.terminal() && all.open() == 0,
                Instant.ofEpochMilli(job.createdAt),
                job.endedAt == null ? null : Instant.ofEpochMilli(job.endedAt),
                lines,
                all.skipped() + all.failed(),
                keysByKind(job.id()));
    }

    private static Receipt.Line line(JobRow job, CounterRow row) {
        return new Receipt.Line(
                job.plan(row.phase).name(),
                row.source,
                row.records(),
                row.skipped,
                row.failed,
                row.excluded,
                row.bytes);
    }
}
