package io.trawl.discovery.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvScanTest {
    @Test
    void shouldNameEachCellByItsColumn() throws Exception {
        assertThat(scan("name,card\nJane Roe,12345\n"))
                .containsExactly("name|name: >Jane Roe@1/0", "card|card: >12345@1/0");
    }

    @Test
    void shouldTakeQuotesDelimitersAndLineEndsInsideCells() throws Exception {
        assertThat(scan("\"a, b\",second\r\n\"x \"\"y\"\",\nz\",\"open, to the end\nhere"))
                .containsExactly(
                        "|>second@0/0", "a, b|a, b: >x \"y\",\nz@1/0", "second|second: >open, to the end\nhere@1/0");
    }

    @Test
    void shouldNotTakeDataForNames() throws Exception {
        assertThat(scan("secret sauce,12345\nabcde,67890\n"))
                .containsExactly(
                        "column 1|column 1: >secret sauce@0/0",
                        "column 2|column 2: >12345@0/0",
                        "column 1|column 1: >abcde@1/0",
                        "column 2|column 2: >67890@1/0");
    }

    @Test
    void shouldTakeRowsOfAnyLengthAndAnyLineEnd() throws Exception {
        assertThat(scan("\uFEFFa,b\r1,22222,33333\r\r44444,\r"))
                .containsExactly("b|b: >22222@1/0", "column 3|column 3: >33333@1/0", "a|a: >44444@3/0");
    }

    @Test
    void shouldScanAHugeCellInParts() throws Exception {
        String huge = "0123456789".repeat(60_000);
        List<String> lines = scan("a,b\n" + huge + ",x\n");
        assertThat(lines).hasSizeBetween(3, 4);
        assertThat(lines.stream()
                        .mapToInt(line -> line.indexOf('@') - line.indexOf('>') - 1)
                        .sum())
                .isEqualTo(600_000);
    }

    private static List<String> scan(String text) throws Exception {
        RecordedPassages passages = new RecordedPassages();
        new CsvScan(passages, ',', 0)
                .scan(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Encoding.UTF_8);
        return passages.lines;
    }
}
