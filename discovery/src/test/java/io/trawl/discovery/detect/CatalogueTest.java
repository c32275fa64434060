package io.trawl.discovery.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CatalogueTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final Detectors DETECTORS = Detectors.fromCatalogue();

    @TestFactory
    Stream<DynamicTest> shouldFindEveryExample() {
        return CATALOGUE.detectors().stream()
                .flatMap(entry -> entry.examples().stream()
                        .map(example -> dynamicTest(entry.id() + ": " + example.text(), () -> {
                            List<Match> matches = matches(entry.id(), example.text());
                            assertThat(matches).hasSize(1);
                            assertThat(matches.getFirst().value()).isEqualTo(example.value());
                            assertThat(matches.getFirst().confidence()).isEqualTo(example.confidence());
                        })));
    }

    @TestFactory
    Stream<DynamicTest> shouldPassOverEveryCounterExample() {
        return CATALOGUE.detectors().stream()
                .flatMap(entry -> entry.counterExamples().stream()
                        .map(text -> dynamicTest(
                                entry.id() + ": " + text,
                                () -> assertThat(matches(entry.id(), text)).isEmpty())));
    }

    @Test
    void shouldHaveExamplesAndCounterExamplesForEveryDetector() {
        assertThat(CATALOGUE.detectors()).allSatisfy(entry -> {
            assertThat(entry.examples()).isNotEmpty();
            assertThat(entry.counterExamples()).isNotEmpty();
        });
    }

    @Test
    void shouldSelectByIdAndByCategory() {
        assertThat(DETECTORS.select(List.of("payment", "jwt")).all())
                .extracting(Detector::id)
                .containsExactly("payment_card", "iban", "jwt");
    }

    @Test
    void shouldListTheNamesWhenOneIsUnknown() {
        assertThatThrownBy(() -> DETECTORS.select(List.of("payments")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'payments'")
                .hasMessageContaining("payment_card")
                .hasMessageContaining("identity");
    }

    @Test
    void shouldNotShowTheValueInToString() {
        assertThat(matches("payment_card", "4111 1111 1111 1111"))
                .first()
                .asString()
                .doesNotContain("1111");
    }

    @Test
    void shouldTakeTheTextBeforeTheRangeAsContextOnly() {
        String cell = "ssn: 536228145";
        List<Match> found = new ArrayList<>();
        DETECTORS.scan(cell, 5, cell.length(), found::add);
        assertThat(found).extracting(match -> match.detector().id()).contains("us_ssn");
        assertThat(matches("us_ssn", "536228145")).isEmpty();
    }

    private static List<Match> matches(String detector, String text) {
        List<Match> matches = new ArrayList<>();
        DETECTORS.select(List.of(detector)).scan(text, 0, text.length(), matches::add);
        return matches;
    }
}
