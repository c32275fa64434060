package io.trawl.discovery.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.discovery.detect.Confidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ColumnCountsTest {
    private static final List<String> DETECTORS = List.of("payment_card", "iban", "email");

    /** One value of a column and what is found in it, both told by its number. */
    private static void add(ColumnCounts.Accumulator counts, int i) {
        for (int d = 0; d < DETECTORS.size(); d++) {
            for (int match = 0; match < i % (d + 3) % 3; match++) {
                String token = String.format(Locale.ROOT, "%016x0000000000000000", (i * 7919L + match) % 500 << 51);
                counts.match(DETECTORS.get(d), Confidence.values()[i % 3], token, i % 2 == 0);
            }
        }
        counts.value(1 + i % 40, i % 5 == 0);
    }

    private static ColumnCounts.Accumulator fresh() {
        return new ColumnCounts.Accumulator("public.t", "c");
    }

    @RepeatedTest(30)
    void shouldCountTheSameForAnyPartitionAndOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(900); i++) {
            items.add(i);
        }
        ColumnCounts.Accumulator whole = fresh();
        items.forEach(i -> add(whole, i));
        Collections.shuffle(items, random);
        List<String> parts = new ArrayList<>();
        while (!items.isEmpty()) {
            List<Integer> part = items.subList(0, 1 + random.nextInt(items.size()));
            ColumnCounts.Accumulator counts = fresh();
            part.forEach(i -> add(counts, i));
            part.clear();
            parts.add(counts.counts().toJson());
        }
        while (parts.size() > 1) {
            String left = parts.remove(random.nextInt(parts.size()));
            String right = parts.remove(random.nextInt(parts.size()));
            parts.add(ColumnCounts.merge(left, right));
        }
        assertThat(parts.getFirst()).isEqualTo(whole.counts().toJson());
        assertThat(ColumnCounts.fromJson(parts.getFirst())).isEqualTo(whole.counts());
    }

    @Test
    void shouldCountValuesNotMatches() {
        ColumnCounts.Accumulator counts = fresh();
        counts.match("email", Confidence.HIGH, "00", false);
        counts.match("email", Confidence.HIGH, "01", false);
        counts.value(40, false);
        counts.value(3, true);
        Matched email = counts.counts().detectors().getFirst();
        assertThat(email.values()).isEqualTo(1);
        assertThat(email.whole()).isZero();
        assertThat(email.high()).isEqualTo(2);
        assertThat(counts.counts().values()).isEqualTo(2);
        assertThat(counts.counts().numeric()).isEqualTo(1);
        assertThat(counts.counts().lengths()).isEqualTo(new Lengths(3, 40, 43));
    }

    @Test
    void shouldEstimateHowManyValuesDiffer() {
        ColumnCounts.Accumulator counts = fresh();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            counts.match("email", Confidence.HIGH, String.format(Locale.ROOT, "%016x", random.nextLong()), true);
            counts.value(20, false);
        }
        assertThat(counts.counts().detectors().getFirst().spread().count()).isBetween(13_000L, 30_000L);
    }

    @Test
    void shouldHaveABoundedBodyForTheLongestNames() {
        ColumnCounts.Accumulator counts = new ColumnCounts.Accumulator("\u0002".repeat(6_000), "\u0002".repeat(9_000));
        for (int d = 0; d < 13; d++) {
            for (int i = 0; i < 200; i++) {
                counts.match("a_detector_of_a_long_name_" + d, Confidence.LOW, "%016x".formatted(i), true);
                counts.value(1, true);
            }
        }
        assertThat(counts.counts().key()).hasSizeLessThan(8_193);
        assertThat(counts.counts().toJson()).hasSizeLessThan(65_536);
    }

    @Test
    void shouldRefuseToAddUpTwoColumns() {
        ColumnCounts.Accumulator other = new ColumnCounts.Accumulator("public.t", "d");
        other.value(1, false);
        ColumnCounts.Accumulator counts = fresh();
        counts.value(1, false);
        assertThatThrownBy(() -> ColumnCounts.merge(
                        counts.counts().toJson(), other.counts().toJson()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
