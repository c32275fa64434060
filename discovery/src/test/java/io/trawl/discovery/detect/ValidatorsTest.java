package io.trawl.discovery.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorsTest {
    @Test
    void shouldRejectCardThatFailsLuhn() {
        assertThat(new CardValidator().check("4111111111111112")).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void shouldRejectCardOutsideIssuerRanges() {
        assertThat(new CardValidator().check("1234567812345670")).isEqualTo(Verdict.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "6011111111111117",
                "30569309025904",
                "3530111333300000",
                "6200000000000005"
            })
    void shouldAcceptPublishedTestCards(String number) {
        assertThat(new CardValidator().check(number)).isEqualTo(Verdict.accepted(number));
    }

    @Test
    void shouldRejectIbanWhoseCheckDigitsAreWrong() {
        assertThat(new IbanValidator().check("GB83WEST12345698765432")).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void shouldRejectIbanWithLettersWhereTheCountryHasDigits() {
        assertThat(new IbanValidator().check("DE00" + "ABCDEFGHIJKLMNOPQR")).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void shouldTrustGithubTokenWhoseChecksumHolds() {
        String random = "abcdefghijklmnopqrstuvwxyz0123";
        String token = "ghp_" + random + GithubTokenValidator.checksum(random);
        assertThat(new GithubTokenValidator().check(token)).isEqualTo(Verdict.accepted(token, Confidence.HIGH));
    }

    @Test
    void shouldGiveTwoSpellingsOfAnAddressOneValue() {
        Verdict spelled = new Ipv6Validator().check("2001:DB8:0:0::1");
        assertThat(spelled).isEqualTo(new Ipv6Validator().check("2001:0db8::0001"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::1.2.3",
                "::256.1.1.1",
                "1.2.3.4::",
                "1:2:3:4:5:6:7::8",
                ":1:2:3:4:5:6:7"
            })
    void shouldRejectMalformedIpv6(String text) {
        assertThat(new Ipv6Validator().check(text)).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void shouldDropAGroupThatBelongsToNoNumber() {
        Verdict verdict = new PhoneValidator(List.of()).check("+1 212-555-0123 2024");
        assertThat(verdict).isEqualTo(new Verdict.Accepted("+12125550123", Confidence.HIGH, 5));
    }

    @Test
    void shouldRevealAtMostFourCharactersOfAnything() {
        for (Mask mask : Mask.values()) {
            assertThat(mask.apply("j@b.c")).doesNotContain("j", "b");
            assertThat(mask.apply("1234567")).isEqualTo(mask == Mask.EMAIL ? "***@***" : "***");
        }
        assertThat(Mask.TAIL.apply("4111111111111234")).isEqualTo("***1234");
        assertThat(Mask.TAIL.apply("536228145")).isEqualTo("***45");
        assertThat(Mask.EMAIL.apply("jane.doe@mail.example.org")).isEqualTo("j***@***.org");
        assertThat(Mask.PREFIX.apply("AKIAIOSFODNN7EXAMPLE")).isEqualTo("AKIA***");
    }
}
