package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeWordTest {
    @ParameterizedTest
    @CsvSource({"finding, finding", "system:catalogue of /srv, system", "site_given_up, site_given_up", "a-1, a-1"})
    void shouldKeepAWordAndWhatStandsBeforeItsColon(String said, String kept) {
        assertThat(SafeWord.of(said)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":x", "two words", "/srv/share/a.txt", "1st", "jane@example.org", "a\nb", "é"})
    void shouldKeepNothingThatIsNoWord(String said) {
        assertThat(SafeWord.of(said)).isEqualTo(SafeWord.OTHER);
    }

    @Test
    void shouldKeepNothingThatIsTooLong() {
        assertThat(SafeWord.of("a".repeat(40))).hasSize(40);
        assertThat(SafeWord.of("a".repeat(41))).isEqualTo(SafeWord.OTHER);
        assertThat(SafeWord.ofNullable(null)).isNull();
    }

    @Test
    void shouldKeepKindsAndSubkinds() {
        assertThat(SafeWord.totals(
                        Map.of("finding", 3L, "finding/iban", 1L, "finding/4 1", 2L, "finding/", 4L, "/srv/a", 5L)))
                .isEqualTo(Map.of("finding", 3L, "finding/iban", 1L, "finding/other", 6L, "other/other", 5L));
    }

    @Test
    void shouldAddCountsOfWordsThatBecomeTheSame() {
        assertThat(SafeWord.counts(Map.of("rule:a", 1L, "rule:b", 2L, "a path", 3L, "an error", 4L)))
                .isEqualTo(Map.of("rule", 3L, "other", 7L));
    }
}
