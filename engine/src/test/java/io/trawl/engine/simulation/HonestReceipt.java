package io.trawl.engine.simulation;

import io.trawl.engine.ledger.Overrun;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** G3: the receipt counts exactly what there was, names every gap, and the job ends in the state that follows from it. */
final class HonestReceipt implements Invariant {
    private static final String NAME = "HonestReceipt";
    private static final int PAGE = 1_000;

    @Override
    public void atEnd(InMemoryLedger ledger, LedgerSnapshot rows, List<SimJob> jobs) {
        for (SimJob job : jobs) {
            Receipt receipt = ledger.receipt(SimUser.TENANT, job.id()).orElseThrow();
            JobState state = OnceOnly.state(rows, job);
            require(receipt.state() == state, job, "the receipt says " + receipt.state() + ", the job " + state);
            if (state != JobState.CANCELLED) {
                compare(ledger, job, receipt);
            }
        }
    }

    private static void compare(InMemoryLedger ledger, SimJob job, Receipt receipt) {
        Expectation expected = job.expectation();
        List<Gap> listed = ledger.gaps(SimUser.TENANT, job.id(), null, PAGE).items();
        if (LimitMeansStop.cutShort(receipt)) {
            compareRead(job, receipt, listed);
            return;
        }
        for (int i = 0; i < expected.lines().size(); i++) {
            Receipt.Line line = receipt.lines().get(i);
            require(
                    line.equals(expected.lines().get(i)),
                    job,
                    line + " instead of " + expected.lines().get(i));
        }
        require(receipt.lines().size() == expected.lines().size(), job, "lines too many: " + receipt.lines());
        RecordCounts all =
                receipt.lines().stream().map(Receipt.Line::records).reduce(RecordCounts.NONE, RecordCounts::plus);
        long missed = all.skipped() + all.failed();
        JobState state = missed == 0 ? JobState.COMPLETED : JobState.COMPLETED_WITH_GAPS;
        require(receipt.state() == state, job, "it ended " + receipt.state() + " with " + missed + " gaps");
        require(receipt.complete() && all.open() == 0, job, "records without an outcome: " + all);
        require(receipt.gapsTotal() == missed, job, receipt.gapsTotal() + " gaps instead of " + missed);
        require(same(listed, expected.gaps()), job, "listed gaps " + listed + " instead of " + expected.gaps());
    }

    /** A limit was passed: what was read is counted as it would have been, and the rest has one gap per line. */
    private static void compareRead(SimJob job, Receipt receipt, List<Gap> listed) {
        require(receipt.state() == JobState.COMPLETED_WITH_GAPS, job, "it passed a limit and is " + receipt.state());
        require(receipt.complete(), job, "records without an outcome: " + receipt.lines());
        List<Gap> others = new ArrayList<>(listed);
        for (int i = 0; i < receipt.lines().size(); i++) {
            Receipt.Line line = receipt.lines().get(i);
            Receipt.Line whole = job.expectation().lines().get(i);
            require(within(line, whole), job, line + " is not within " + whole);
            long unread =
                    line.failed().keySet().stream().filter(HonestReceipt::limit).count();
            boolean said = others.removeIf(gap -> limit(gap.reason())
                    && gap.phase().equals(line.phase())
                    && gap.source().equals(line.source()));
            require(unread == (said ? 1 : 0), job, line + " with the gaps " + listed);
        }
        job.expectation().gaps().forEach(others::remove);
        require(others.isEmpty(), job, "gaps that do not exist: " + others);
    }

    private static boolean limit(String reason) {
        return Overrun.of(reason).isPresent();
    }

    private static boolean within(Receipt.Line part, Receipt.Line whole) {
        return part.records().open() == 0
                && part.records().discovered() <= whole.records().discovered()
                && part.records().processed() <= whole.records().processed()
                && within(part.skipped(), whole.skipped())
                && within(part.failed(), whole.failed())
                && within(part.excluded(), whole.excluded());
    }

    private static boolean within(Map<String, Long> part, Map<String, Long> whole) {
        return part.entrySet().stream()
                .allMatch(count -> limit(count.getKey()) || count.getValue() <= whole.getOrDefault(count.getKey(), 0L));
    }

    /** In any order, each as often as in the other. */
    private static boolean same(List<Gap> some, List<Gap> others) {
        List<Gap> rest = new ArrayList<>(some);
        others.forEach(rest::remove);
        return rest.isEmpty() && some.size() == others.size();
    }

    private static void require(boolean condition, SimJob job, String otherwise) {
        if (!condition) {
            throw new Violation(NAME, job + ": " + otherwise);
        }
    }
}
