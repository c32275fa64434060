package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void shouldShowWhatWouldActOnATerminal() {
        assertThat(TerminalText.escape("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
        assertThat(TerminalText.escape("\u001b[31mred\u0007")).isEqualTo("\\e[31mred\\u{7}");
        assertThat(TerminalText.escape("c1\u009b2J")).isEqualTo("c1\\u{9b}2J");
        assertThat(TerminalText.escape("gpj.\u202eexe")).isEqualTo("gpj.\\u{202e}exe");
        assertThat(TerminalText.escape("half \ud800")).isEqualTo("half \\u{d800}");
    }

    @Test
    void shouldLeaveOrdinaryWritingAlone() {
        assertThat(TerminalText.escape("Straße/文書/файл €.txt")).isEqualTo("Straße/文書/файл €.txt");
    }

    @Test
    void shouldMeasureInColumns() {
        assertThat(TerminalText.width("abc")).isEqualTo(3);
        assertThat(TerminalText.width("文書")).isEqualTo(4);
        assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void shouldCutToTheColumnsThereAre() {
        assertThat(TerminalText.cutEnd("abcdef", 4)).isEqualTo("abc…");
        assertThat(TerminalText.cutEnd("文書文書", 4)).isEqualTo("文…");
        assertThat(TerminalText.cutMiddle("/srv/share/reports/q3.xlsx", 16)).isEqualTo("/srv/…ts/q3.xlsx");
        assertThat(TerminalText.cutMiddle("short", 16)).isEqualTo("short");
    }
}
