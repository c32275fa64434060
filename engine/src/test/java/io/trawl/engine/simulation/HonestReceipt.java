package io.trawl.engine.simulation;

import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.util.ArrayList;
import java.util.List;

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
        List<Gap> listed = ledger.gaps(SimUser.TENANT, job.id(), null, PAGE).items();
        require(same(listed, expected.gaps()), job, "listed gaps " + listed + " instead of " + expected.gaps());
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
