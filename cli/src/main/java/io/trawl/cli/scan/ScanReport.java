package io.trawl.cli.scan;

import io.trawl.cli.access.Pages;
import io.trawl.cli.output.ColumnVerdicts;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.FindingRow;
import io.trawl.cli.output.FindingTable;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.ReceiptText;
import io.trawl.cli.run.Follower;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what a job found and what it covered. Findings pass through: only a table keeps some of them. */
final class ScanReport {
    private final JobService jobs;
    private final List<FailOn> failOn;
    private final int width;

    private final List<FindingRow> first = new ArrayList<>();
    private long total;
    private boolean matched;

    /** For one use. */
    ScanReport(JobService jobs, List<FailOn> failOn, int width) {
        this.jobs = jobs;
        this.failOn = List.copyOf(failOn);
        this.width = width;
    }

    /** @return whether a finding was one of those that {@code --fail-on} names */
    boolean write(JobStatus job, Format format, Writer out) throws IOException, JobNotFound {
        Receipt receipt = jobs.receipt(Follower.TENANT, job.jobId());
        switch (format) {
            case TABLE -> table(receipt, out);
            case JSON -> json(job, receipt, out);
            case CSV -> csv(job.jobId(), out);
        }
        out.flush();
        return matched;
    }

    private void table(Receipt receipt, Writer out) throws IOException, JobNotFound {
        findings(receipt.jobId(), (_, _) -> {});
        List<Gap> gaps = jobs.gaps(Follower.TENANT, receipt.jobId(), null, ReceiptText.SHOWN_GAPS)
                .items();
        List<String> lines = new ArrayList<>(FindingTable.lines(first, total, width));
        lines.add("");
        lines.addAll(ReceiptText.lines(receipt, gaps, width));
        for (String line : lines) {
            out.write(line + "\n");
        }
    }

    private void csv(UUID jobId, Writer out) throws IOException {
        out.write(Csv.line(FindingRow.CSV_HEADINGS));
        findings(jobId, (_, finding) -> finding.ifPresent(known -> write(out, Csv.line(known.csv()))));
    }

    private void json(JobStatus job, Receipt receipt, Writer out) throws IOException {
        out.write("{\n\"job\": " + text(job) + ",\n\"receipt\": " + text(receipt) + ",\n\"gaps\": ");
        JsonList gaps = new JsonList(out);
        Pages.<Gap>each((cursor, limit) -> jobs.gaps(Follower.TENANT, job.jobId(), cursor, limit), gaps::add);
        gaps.end();
        out.write(",\n\"findings\": ");
        JsonList findings = new JsonList(out);
        findings(job.jobId(), (row, _) -> findings.add(row));
        findings.end();
        out.write(",\n\"columns\": ");
        JsonList columns = new JsonList(out);
        results(job.jobId(), ColumnVerdicts.KIND, row -> {
            if (row.kind().equals(ColumnVerdicts.KIND)) {
                columns.add(row);
            }
        });
        columns.end();
        out.write("\n}\n");
    }

    /** All results but those that only say more of findings. */
    private void findings(UUID jobId, BiConsumer<ResultRow, Optional<FindingRow>> consumer) {
        ColumnVerdicts verdicts = new ColumnVerdicts();
        results(jobId, null, row -> {
            if (!verdicts.take(row)) {
                Optional<FindingRow> finding = FindingRow.of(row).map(verdicts::judged);
                finding.ifPresent(this::look);
                consumer.accept(row, finding);
            }
        });
    }

    private void results(UUID jobId, @Nullable String kind, Consumer<ResultRow> consumer) {
        Pages.<ResultRow>each((cursor, limit) -> jobs.results(Follower.TENANT, jobId, kind, cursor, limit), consumer);
    }

    private void look(FindingRow finding) {
        total++;
        matched |= failOn.stream().anyMatch(rule -> rule.matches(finding));
        if (first.size() < FindingTable.MAX_ROWS) {
            first.add(finding);
        }
    }

    private static String text(Object value) {
        return Json.mapper().writeValueAsString(value);
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An array that is written as it comes, one element a line. */
    private static final class JsonList {
        private final Writer out;
        private boolean any;

        JsonList(Writer out) {
            this.out = out;
        }

        void add(Object element) {
            ScanReport.write(out, (any ? ",\n" : "[\n") + text(element));
            any = true;
        }

        void end() {
            ScanReport.write(out, any ? "\n]" : "[]");
        }
    }
}
