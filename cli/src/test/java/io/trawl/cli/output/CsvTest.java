package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @Test
    void shouldQuoteAsRfc4180Says() {
        assertThat(Csv.line(List.of("plain", "a,b", "say \"hi\"", "two\nlines", "")))
                .isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    void s17ShouldNotBeTakenForAFormula(String hostile) {
        assertThat(Csv.line(List.of(hostile))).isEqualTo("'" + hostile + "\r\n");
    }

    @Test
    void s17ShouldNotBeTakenForAFormulaWithinQuotes() {
        assertThat(Csv.line(List.of("=HYPERLINK(\"http://x\",\"y\")")))
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n");
        assertThat(Csv.line(List.of("\r=1"))).isEqualTo("\"'\r=1\"\r\n");
    }
}
