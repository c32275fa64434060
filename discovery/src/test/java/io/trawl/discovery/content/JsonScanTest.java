package io.trawl.discovery.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonScanTest {
    @Test
    void shouldGiveEachValueItsPathAndItsName() throws Exception {
        assertThat(scan("{\"a\":{\"card\":\"x\"},\"list\":[1,[2.5],{\"b\":\"y\"},\"z\"],\"t\":true} [3]"))
                .containsExactly(
                        "$.a.card|card|x",
                        "$.list[*]|list|1",
                        "$.list[*][*]|list|2.5",
                        "$.list[*].b|b|y",
                        "$.list[*]|list|z",
                        "$[*]||3");
    }

    @Test
    void shouldNotShowKeysThatAreValues() throws Exception {
        assertThat(scan("{\"my secret\":{\"b\":1},\"4111111111111111\":2,\"jane@example.org\":3}"))
                .containsExactly(
                        "$.*||my secret",
                        "$.*.b|b|1",
                        "$.*||4111111111111111",
                        "$.*||2",
                        "$.*||jane@example.org",
                        "$.*||3");
    }

    @Test
    void shouldSayThatTextIsNotJson() {
        assertThatThrownBy(() -> scan("{\"a\":1,"))
                .isInstanceOf(JsonScan.NotJson.class)
                .hasMessage("not JSON");
        assertThatThrownBy(() -> scan("{a:1}")).isInstanceOf(JsonScan.NotJson.class);
    }

    @Test
    void shouldStopAtTheDepthLimit() {
        assertThatThrownBy(() -> scan("{\"a\":".repeat(1_001)))
                .isInstanceOf(ContentStopped.class)
                .hasMessage("too_deep");
        assertThatThrownBy(() -> scan("[".repeat(1_000))).isInstanceOf(JsonScan.NotJson.class);
    }

    private static List<String> scan(String text) throws Exception {
        List<String> values = new ArrayList<>();
        JsonScan scan = new JsonScan(
                new RecordedPassages(), (column, label, value, _) -> values.add(column + "|" + label + "|" + value));
        scan.scan(new StringReader(text));
        return values;
    }
}
