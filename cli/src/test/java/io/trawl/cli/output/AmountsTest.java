package io.trawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTest {
    @Test
    void shouldChooseTheUnit() {
        assertThat(Amounts.bytes(0)).isEqualTo("0 B");
        assertThat(Amounts.bytes(999)).isEqualTo("999 B");
        assertThat(Amounts.bytes(1_000)).isEqualTo("1.0 kB");
        assertThat(Amounts.bytes(12_345)).isEqualTo("12 kB");
        assertThat(Amounts.bytes(999_999)).isEqualTo("1.0 MB");
        assertThat(Amounts.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }

    @Test
    void shouldSayHowLong() {
        assertThat(Amounts.duration(Duration.ofSeconds(-1))).isEqualTo("0 s");
        assertThat(Amounts.duration(Duration.ofSeconds(61))).isEqualTo("1 min 01 s");
        assertThat(Amounts.duration(Duration.ofMinutes(135))).isEqualTo("2 h 15 min");
    }

    @Test
    void shouldSeparateThousands() {
        assertThat(Amounts.count(1_234_567)).isEqualTo("1,234,567");
    }
}
