package io.trawl.discovery.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnifferTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a.csv#a,b;c\\n1,2;3\\n#CSV",
                "a.csv#a;b\\n1,5;2,5\\n3,5;4,5\\n#CSV",
                "a.csv#one column\\nonly\\n#TEXT",
                "a.txt#a,b\\n1,2\\n#TEXT",
                "a.json#  {\\n}#JSON",
                "noname#[{\"a\":1}]#JSON",
                "a.log#[2026-11-02] INFO start#TEXT",
                "a.log#{\"a\":1}\\n{\"a\":2}\\n#NDJSON",
                "a.jsonl#{\"a\":1}#NDJSON",
                "a.md#[link](x)#TEXT",
            })
    void shouldTellFormatsOfText(String name, String text, Format expected) {
        assertThat(sniff(text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), name))
                .isInstanceOfSatisfying(
                        Sniffed.Readable.class,
                        readable -> assertThat(readable.shape().format()).isEqualTo(expected));
    }

    @Test
    void shouldSayWhyItIsNotRead() {
        assertThat(refusal("%PDF-1.7")).isEqualTo("unsupported:pdf");
        assertThat(refusal("SQLite format 3\0")).isEqualTo("unsupported:sqlite");
        assertThat(refusal("7z\u00BC\u00AF'\u001C")).isEqualTo("unsupported:7z");
        assertThat(refusal("PAR1")).isEqualTo("unsupported:parquet");
        assertThat(refusal("GIF89a")).isEqualTo("binary");
        assertThat(refusal("\u007FELF")).isEqualTo("binary");
    }

    private static String refusal(String head) {
        return ((Sniffed.Refused) sniff(head.getBytes(StandardCharsets.ISO_8859_1), "x")).reason();
    }

    @Test
    void shouldTellOfficeDocumentsFromArchives() throws Exception {
        byte[] docx = io.trawl.discovery.Archives.zip(java.util.Map.of("[Content_Types].xml", new byte[1]));
        assertThat(sniff(docx, "a.docx")).isEqualTo(new Sniffed.Refused("unsupported:docx"));
        assertThat(sniff(docx, "a.zip")).isEqualTo(new Sniffed.Refused("unsupported:ooxml"));
        byte[] zip = io.trawl.discovery.Archives.zip(java.util.Map.of("a.txt", new byte[1]));
        assertThat(sniff(zip, "a.docx")).isInstanceOf(Sniffed.Readable.class);
    }

    @Test
    void shouldTakeAnEmptyFileForEmpty() {
        assertThat(sniff(new byte[0], "a")).isEqualTo(new Sniffed.Empty());
    }

    private static Sniffed sniff(byte[] bytes, String name) {
        return Sniffer.sniff(bytes, bytes.length, name);
    }
}
