package io.trawl.discovery.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.discovery.detect.Confidence;
import io.trawl.discovery.detect.Detector;
import io.trawl.discovery.detect.Detectors;
import io.trawl.discovery.detect.Mask;
import io.trawl.discovery.detect.Match;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final TokenKey KEY = new TokenKey(new byte[32]);
    private static final Detector CARD = new Detector("payment_card", "Card", "payment", Mask.TAIL);

    @RepeatedTest(30)
    void shouldGiveTheSameJsonForAnyPartitionAndOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int size = 1 + random.nextInt(400);
        int values = 1 + random.nextInt(300);
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(i);
        }
        Finding.Accumulator whole = accumulator("obj", "col");
        items.forEach(i -> add(whole, i, values));

        Collections.shuffle(items, random);
        List<String> parts = new ArrayList<>();
        while (!items.isEmpty()) {
            int n = 1 + random.nextInt(items.size());
            Finding.Accumulator part = accumulator("obj", "col");
            items.subList(0, n).forEach(i -> add(part, i, values));
            items.subList(0, n).clear();
            parts.add(part.finding().toJson());
        }
        while (parts.size() > 1) {
            String left = parts.remove(random.nextInt(parts.size()));
            String right = parts.remove(random.nextInt(parts.size()));
            parts.add(Finding.merge(left, right));
        }

        assertThat(parts.getFirst()).isEqualTo(whole.finding().toJson());
    }

    @Test
    void shouldCountDistinctValuesExactlyUpToTheLimit() {
        Finding.Accumulator accumulator = accumulator("obj", null);
        for (int i = 0; i < 3 * Distinct.LIMIT; i++) {
            add(accumulator, i, Distinct.LIMIT);
        }
        Distinct distinct = accumulator.finding().distinct();
        assertThat(distinct.tokens()).hasSize(Distinct.LIMIT);
        assertThat(distinct.more()).isFalse();
        assertThat(distinct.estimate()).isNull();
    }

    @Test
    void shouldEstimateDistinctValuesAboveTheLimit() {
        Finding.Accumulator accumulator = accumulator("obj", null);
        for (int i = 0; i < 20_000; i++) {
            add(accumulator, i, 10_000);
        }
        Distinct distinct = accumulator.finding().distinct();
        assertThat(distinct.more()).isTrue();
        assertThat(distinct.estimate()).isBetween(6_500L, 15_000L);
        assertThat(accumulator.finding().toJson()).contains("\"distinct\":100", "\"distinct_at_least\":true");
    }

    @Test
    void shouldKeepTheFirstPlaces() {
        Finding.Accumulator accumulator = accumulator("obj", null);
        for (long offset : new long[] {90, 10, 80, 20, 70, 30, 60, 40, 50}) {
            accumulator.add(match("4111111111111111"), Place.at(offset));
        }
        assertThat(accumulator.finding().places()).extracting(Place::offset).containsExactly(10L, 20L, 30L, 40L, 50L);
    }

    @Test
    void shouldOrderPlacesByRowFirst() {
        assertThat(Place.at(2, 0)).isGreaterThan(Place.at(1, 900)).isGreaterThan(Place.at(5));
    }

    @Test
    void shouldSurviveItsJson() {
        Finding.Accumulator accumulator = accumulator("a/b.csv", "card \"no\"");
        accumulator.add(match("4111111111111111"), Place.at(3, 1));
        Finding finding = accumulator.finding();
        assertThat(Finding.fromJson(finding.toJson())).isEqualTo(finding);
        assertThat(finding.toJson()).contains("\"samples\":[\"***1111\"]").doesNotContain("4111111111111111");
    }

    @Test
    void shouldTellKeysApartWhateverTheNamesHold() {
        String[] names = {"a", "a\u0001", "a\",\"b", "b", "", "a/b"};
        List<String> keys = new ArrayList<>();
        for (String object : names) {
            keys.add(accumulator(object, null).finding().key());
            for (String column : names) {
                keys.add(accumulator(object, column).finding().key());
            }
        }
        assertThat(keys)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).doesNotContain("\u0001"));
    }

    @Test
    void shouldBoundKeyAndBodyForTheLongestNames() {
        String object = "\u0002".repeat(8_192);
        Finding.Accumulator accumulator = accumulator(object, "\u0002".repeat(9_000));
        for (int i = 0; i < 1_000; i++) {
            add(accumulator, i, 1_000);
        }
        Finding finding = accumulator.finding();
        assertThat(finding.key()).hasSizeLessThanOrEqualTo(FindingKey.MAX_LENGTH);
        assertThat(finding.key())
                .isNotEqualTo(accumulator(object + "x", null).finding().key());
        assertThat(finding.toJson()).hasSizeLessThan(65_536);
    }

    @Test
    void shouldRefuseToMergeFindingsOfDifferentColumns() {
        String left = accumulator("obj", "a").finding().toJson();
        String right = accumulator("obj", "b").finding().toJson();
        assertThatThrownBy(() -> Finding.merge(left, right)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldPresentFewerTokensAndKeepTheRest() {
        Finding.Accumulator accumulator = accumulator("obj", null);
        for (int i = 0; i < 200; i++) {
            add(accumulator, i, 200);
        }
        String merged = accumulator.finding().toJson();
        FindingBody presented = FindingBody.read(Finding.present(merged));
        assertThat(presented.tokens()).hasSize(20);
        assertThat(presented.distinct()).isEqualTo(100);
        assertThat(presented.distinctEstimate())
                .isEqualTo(FindingBody.read(merged).distinctEstimate());
        assertThat(Finding.present(merged)).isEqualTo(presented.toJson());
    }

    @Test
    void shouldGiveEachDetectorAndKeyItsOwnTokens() {
        byte[] other = new byte[32];
        other[0] = 1;
        String token = KEY.token("iban", "DE89370400440532013000");
        assertThat(token).hasSize(32);
        assertThat(KEY.token("payment_card", "DE89370400440532013000")).isNotEqualTo(token);
        assertThat(new TokenKey(other).token("iban", "DE89370400440532013000")).isNotEqualTo(token);
        assertThat(new TokenKey(new byte[32]).token("iban", "DE89370400440532013000"))
                .isEqualTo(token);
    }

    @Test
    void shouldNeverHoldAValueOfAnyDetector() {
        for (Canaries.Canary canary : Canaries.ALL) {
            List<Match> matches = new ArrayList<>();
            Detectors detectors = Detectors.fromCatalogue().select(List.of(canary.detector()));
            detectors.scan(canary.text(), 0, canary.text().length(), matches::add);
            assertThat(matches).as(canary.detector()).hasSize(1);
            Finding.Accumulator accumulator = new Finding.Accumulator("obj", "col", canary.detector(), KEY);
            accumulator.add(matches.getFirst(), Place.at(0));
            String value = matches.getFirst().value();
            String sample = accumulator.finding().samples().getFirst();

            assertThat(accumulator.finding().toJson()).doesNotContain(value, canary.text());
            assertThat(accumulator.finding().toString()).doesNotContain(value, canary.text());
            assertThat(longestShared(sample, value)).as(sample).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void shouldHaveACanaryForEveryDetector() {
        assertThat(Detectors.fromCatalogue().all())
                .extracting(Detector::id)
                .containsExactlyInAnyOrderElementsOf(
                        Canaries.ALL.stream().map(Canaries.Canary::detector).toList());
    }

    private static int longestShared(String sample, String value) {
        int longest = 0;
        for (int start = 0; start < sample.length(); start++) {
            for (int end = start + 1; end <= sample.length(); end++) {
                if (value.contains(sample.substring(start, end))) {
                    longest = Math.max(longest, end - start);
                }
            }
        }
        return longest;
    }

    private static Finding.Accumulator accumulator(String object, String column) {
        return new Finding.Accumulator(object, column, CARD.id(), KEY);
    }

    private static void add(Finding.Accumulator accumulator, int i, int values) {
        Confidence confidence = Confidence.values()[i % 7 % 3];
        Match match = new Match(CARD, confidence, 0, 1, String.format(Locale.ROOT, "41111111%08d", i * 31 % values));
        accumulator.add(match, i % 2 == 0 ? Place.at(i) : Place.at(i / 3, i % 5));
    }

    private static Match match(String value) {
        return new Match(CARD, Confidence.HIGH, 0, value.length(), value);
    }
}
