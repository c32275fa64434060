package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.ResultRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnVerdictsTest {
    private static final String COLUMN = """
            {"object": "public.t", "column": "pan", "values": 12000, "length": {"shortest": 16, "longest": 16, "mean": 16},
             "judged": [{"detector": "payment_card", "values": 11760, "share": 0.98, "distinct": 9000, "verdict": "HIGH",
                         "why": "98 % of 12,000 values match."}]}
            """;

    private static FindingRow finding(String source, String column) {
        return new FindingRow(
                source, "public.t", column, "payment_card", ConfidenceLevel.MEDIUM, 11_760, "100+", List.of("***1"));
    }

    @Test
    void shouldGoWithTheFindingsOfTheirColumn() {
        ColumnVerdicts verdicts = new ColumnVerdicts();
        assertThat(verdicts.take(new ResultRow("db", "column", "k", COLUMN))).isTrue();
        FindingRow judged = verdicts.judged(finding("db", "pan"));
        assertThat(judged.judged()).isEqualTo(new ColumnVerdict("HIGH", 0.98, 12_000, "98 % of 12,000 values match."));
        assertThat(judged.csv()).endsWith("HIGH", "0.98", "12000", "98 % of 12,000 values match.");
        assertThat(FindingTable.lines(List.of(judged), 1, 200))
                .anyMatch(line -> line.contains("column as a whole"))
                .anyMatch(line -> line.contains("high, 98% of 12,000"));
        assertThat(verdicts.judged(finding("db", "other")).judged()).isEqualTo(ColumnVerdict.NONE);
        assertThat(verdicts.judged(finding("db2", "pan")).judged()).isEqualTo(ColumnVerdict.NONE);
    }

    @Test
    void shouldLeaveOtherResultsAlone() {
        ColumnVerdicts verdicts = new ColumnVerdicts();
        assertThat(verdicts.take(new ResultRow("db", "finding", "k", COLUMN))).isFalse();
        assertThat(verdicts.take(new ResultRow("db", "column", "k", "no json"))).isTrue();
        assertThat(ColumnVerdicts.found(Map.of("finding", 3L, "column", 9L, "word", 1L)))
                .isEqualTo(4);
    }

    @Test
    void shouldShowASmallShareAndNoVerdictAtAll() {
        assertThat(new ColumnVerdict("UNLIKELY", 0.0021, 1_000_000, "").text())
                .isEqualTo("unlikely, 0.21% of 1,000,000");
        assertThat(ColumnVerdict.NONE.text()).isEmpty();
        assertThat(new ColumnVerdict("HIGH", 1, 3, "").text()).isEmpty();
    }
}
