package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.source.Reasons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsAreDocumentedTest {
    @Test
    void shouldHaveOneRowForEachReason() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("docs/reasons.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Reasons.all().entrySet().stream()
                        .map(reason -> "| `" + reason.getKey() + "` | " + reason.getValue() + " |")
                        .toList());
    }

    @Test
    void shouldKnowCodesAndPrefixes() {
        assertThat(Reasons.isKnown("gone")).isTrue();
        assertThat(Reasons.isKnown("unsupported:pdf")).isTrue();
        assertThat(Reasons.isKnown("unheard_of")).isFalse();
    }
}
