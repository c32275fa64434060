package io.trawl.federation;

import io.trawl.schemas.Receipt;
import java.util.List;
import java.util.Set;

/**
 * What the master keeps of a part's receipt: counts per phase, source and reason.
 *
 * @param complete whether the site says that every record is accounted for
 */
record Coverage(boolean complete, int revision, List<Receipt.Line> lines, long gapsTotal) {
    Coverage {
        lines = List.copyOf(lines);
    }

    /** @param sources of the part; a line about another one is left out */
    static Coverage of(Receipt receipt, Set<String> sources) {
        List<Receipt.Line> lines = receipt.lines().stream()
                .filter(line -> sources.contains(line.source()))
                .map(Coverage::safe)
                .toList();
        return new Coverage(receipt.complete(), receipt.revision(), lines, receipt.gapsTotal());
    }

    private static Receipt.Line safe(Receipt.Line line) {
        return new Receipt.Line(
                SafeWord.of(line.phase()),
                line.source(),
                line.records(),
                SafeWord.counts(line.skipped()),
                SafeWord.counts(line.failed()),
                SafeWord.counts(line.excluded()),
                line.bytes());
    }
}
