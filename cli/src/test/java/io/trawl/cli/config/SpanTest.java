package io.trawl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.cli.exit.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    @Test
    void shouldReadShortAndIsoForms() {
        assertThat(Span.of("--deadline", "90m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Span.of("--deadline", " 6H ")).isEqualTo(Duration.ofHours(6));
        assertThat(Span.of("--deadline", "2d")).isEqualTo(Duration.ofDays(2));
        assertThat(Span.of("--deadline", "pt0.5s")).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "0s", "-PT1H", "soon", "1w", "PT"})
    void shouldRefuseWhatIsNoTime(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Span.of("--deadline", text))
                .withMessageContaining("--deadline");
    }
}
