package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.ResultRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingRowTest {
    private static final String BODY = """
            {"object": "a.csv", "column": "=cmd", "detector": "payment.card", "count": 12, "confidence": "HIGH",
             "by_confidence": {"low": 0, "medium": 2, "high": 10}, "places": [{"row": 3, "offset": 0}],
             "samples": ["4***1", "5***2"], "distinct": 9, "distinct_at_least": true, "tokens": ["00ff"]}
            """;

    @Test
    void shouldReadTheBodyOfAFinding() {
        FindingRow finding =
                FindingRow.of(new ResultRow("share", "finding", "k", BODY)).orElseThrow();
        assertThat(finding)
                .isEqualTo(new FindingRow(
                        "share",
                        "a.csv",
                        "=cmd",
                        "payment.card",
                        ConfidenceLevel.HIGH,
                        12,
                        "9+",
                        List.of("4***1", "5***2")));
        assertThat(finding.place()).isEqualTo("a.csv [=cmd]");
    }

    @Test
    void s17ShouldBeHarmlessInASpreadsheet() {
        FindingRow finding =
                FindingRow.of(new ResultRow("share", "finding", "k", BODY)).orElseThrow();
        assertThat(Csv.line(finding.csv())).isEqualTo("share,a.csv,'=cmd,payment.card,HIGH,12,9+,4***1 5***2,,,,\r\n");
    }

    @Test
    void shouldNotTakeOtherResultsForFindings() {
        assertThat(FindingRow.of(new ResultRow("s", "word", "k", BODY))).isEmpty();
        assertThat(FindingRow.of(new ResultRow("s", "finding", "k", "{}"))).isEmpty();
        assertThat(FindingRow.of(new ResultRow("s", "finding", "k", "no json"))).isEmpty();
    }
}
