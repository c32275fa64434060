package io.trawl.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.ConfidenceLevel;
import io.trawl.cli.output.FindingRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailOnTest {
    private static FindingRow finding(String detector, ConfidenceLevel confidence) {
        return new FindingRow("s", "o", "", detector, confidence, 1, "1", List.of());
    }

    @Test
    void shouldReadDetectorAndConfidence() {
        assertThat(FailOn.parse("payment.card")).isEqualTo(new FailOn("payment.card", ConfidenceLevel.LOW));
        assertThat(FailOn.parse("payment.card:high")).isEqualTo(new FailOn("payment.card", ConfidenceLevel.HIGH));
        assertThat(FailOn.parse("any: MEDIUM")).isEqualTo(new FailOn("any", ConfidenceLevel.MEDIUM));
    }

    @Test
    void shouldRefuseWhatItCannotRead() {
        assertThatThrownBy(() -> FailOn.parse("card:certain"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("LOW, MEDIUM and HIGH, not 'certain'");
        assertThatThrownBy(() -> FailOn.parse(":HIGH")).isInstanceOf(Refusal.class);
    }

    @Test
    void shouldMatchItsDetectorFromItsConfidenceUpwards() {
        FailOn rule = FailOn.parse("card:MEDIUM");
        assertThat(rule.matches(finding("card", ConfidenceLevel.HIGH))).isTrue();
        assertThat(rule.matches(finding("card", ConfidenceLevel.MEDIUM))).isTrue();
        assertThat(rule.matches(finding("card", ConfidenceLevel.LOW))).isFalse();
        assertThat(rule.matches(finding("iban", ConfidenceLevel.HIGH))).isFalse();
        assertThat(FailOn.parse("any:HIGH").matches(finding("iban", ConfidenceLevel.HIGH)))
                .isTrue();
    }
}
