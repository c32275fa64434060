package io.trawl.discovery.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.detect.Detectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ColumnJudgeTest {
    private static final Detectors DETECTORS = Detectors.fromCatalogue();

    private static Judgement cards(String name, long values, long numeric, long matching, int distinct) {
        Matched matched = new Matched("payment_card", matching, matching, 0, matching, 0, spread(distinct));
        ColumnCounts column =
                new ColumnCounts("public.t", name, values, numeric, new Lengths(16, 16, 16 * values), List.of(matched));
        return ColumnJudge.judge(column, matched, DETECTORS);
    }

    private static Spread spread(int distinct) {
        List<String> tokens = new ArrayList<>();
        for (int i = 1; i <= Math.min(distinct, Spread.LIMIT); i++) {
            tokens.add(String.format(Locale.ROOT, "%015x", (1L << 60) / distinct * i - 1));
        }
        return new Spread(tokens, distinct > Spread.LIMIT);
    }

    @Test
    void shouldBeSureOfAColumnOfWhichNearlyAllValuesPass() {
        Judgement judgement = cards("card_number", 10_000, 10_000, 9_800, 9_000);
        assertThat(judgement.verdict()).isEqualTo(Likelihood.HIGH);
        assertThat(judgement.share()).isEqualTo(0.98);
        assertThat(judgement.why()).startsWith("98 % of 10,000 values match, ").endsWith("and its name says so.");
    }

    @Test
    void shouldNotNeedANameWhenTheCheckIsStrict() {
        assertThat(cards("c7", 10_000, 10_000, 9_800, 9_000).verdict()).isEqualTo(Likelihood.HIGH);
    }

    @Test
    void shouldNotBelieveWhatAsManyRandomNumbersWouldShow() {
        Judgement judgement = cards("reference", 10_000, 10_000, 200, 200);
        assertThat(judgement.verdict()).isEqualTo(Likelihood.UNLIKELY);
        assertThat(judgement.why()).contains("2 % of 10,000").endsWith("by chance.");
        assertThat(cards("card_ref", 10_000, 10_000, 200, 200).verdict()).isEqualTo(Likelihood.LOW);
    }

    @Test
    void shouldBelieveAValueAmongOtherText() {
        assertThat(cards("notes", 10_000, 10, 200, 200).verdict()).isEqualTo(Likelihood.MEDIUM);
    }

    @Test
    void shouldTakeOneValueOverAndOverForAPlaceholder() {
        Judgement judgement = cards("card_number", 10_000, 10_000, 10_000, 1);
        assertThat(judgement.verdict()).isEqualTo(Likelihood.MEDIUM);
        assertThat(judgement.why()).contains("placeholder");
    }

    @Test
    void shouldSayThatTooFewValuesTellNothingOfTheColumn() {
        Judgement judgement = cards("c7", 3, 3, 1, 1);
        assertThat(judgement.verdict()).isEqualTo(Likelihood.MEDIUM);
        assertThat(judgement.why()).contains("too few");
    }

    @Test
    void shouldTellASmallShareExactly() {
        assertThat(cards("reference", 1_000_000, 1_000_000, 1_234, 1_000).why()).startsWith("0.12 % of 1,000,000");
    }

    @Test
    void shouldKnowNamesInEveryStyle() {
        for (String name : List.of("card_number", "CardNo", "CARD", "creditCard", "pan", "$.payment.card")) {
            assertThat(DETECTORS.isNamed("payment_card", name)).as(name).isTrue();
        }
        for (String name : List.of("discard", "reference", "company", "")) {
            assertThat(DETECTORS.isNamed("payment_card", name)).as(name).isFalse();
        }
        assertThat(DETECTORS.isNamed("email", "work_mail")).isTrue();
        assertThat(DETECTORS.isNamed("phone", "office_phone")).isTrue();
        assertThat(DETECTORS.isNamed("phone", "office_order_no")).isFalse();
        assertThat(DETECTORS.isNamed("no_such_detector", "card")).isFalse();
    }
}
