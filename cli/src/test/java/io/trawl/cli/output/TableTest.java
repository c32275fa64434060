package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static Table table() {
        return Table.of(List.of(Table.Column.TEXT, Table.Column.NUMBER, Table.Column.PATH), "name", "n", "path");
    }

    @Test
    void shouldAlignTextToTheLeftAndNumbersToTheRight() {
        Table table = table();
        table.row("a", "1,000", "/x");
        table.row("文書", "7", "/y");
        assertThat(table.lines(80)).containsExactly("name      n  path", "a     1,000  /x", "文書      7  /y");
    }

    @Test
    void shouldCutPathsWhenThereIsNoRoom() {
        Table table = table();
        table.row("a", "1", "/a/very/long/path/to/some/file.txt");
        assertThat(table.lines(30))
                .allSatisfy(line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(30));
        assertThat(table.lines(30).getLast()).endsWith("file.txt").contains("…");
    }

    @Test
    void shouldEscapeWhatItIsGiven() {
        Table table = table();
        table.row("evil\u001b[2J", "1", "line\nbreak");
        assertThat(table.lines(80).getLast()).isEqualTo("evil\\e[2J  1  line\\nbreak");
    }

    @Test
    void shouldRefuseRowsOfAnotherLength() {
        assertThatThrownBy(() -> table().row("one")).isInstanceOf(IllegalArgumentException.class);
    }
}
