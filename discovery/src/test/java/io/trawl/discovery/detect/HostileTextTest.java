package io.trawl.discovery.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work is counted in characters looked at, not in seconds: twice the text may cost twice the work and no more. */
class HostileTextTest {
    private static final Detectors DETECTORS = Detectors.fromCatalogue();
    /** A detector looks at so many characters per character of the worst text. */
    private static final long MAX_WORK_PER_CHARACTER = 600;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "@",
                "a@",
                "a@a.",
                "a.",
                "1 ",
                "1.",
                "1-",
                "12-",
                "123-45-",
                "4111 ",
                "4111-1111 ",
                "1:",
                "::",
                "a:",
                "f:f",
                "+",
                "+1",
                "+1 ",
                "(1",
                "(212) ",
                "tel 1",
                "tel 1 2 3 4 5 6 7 8 ",
                "tel 0212345,",
                "ssn 1",
                "AKIA",
                "AKIA ",
                "eyJ",
                "eyJ.",
                "eyJhbGciOiJIUzI1NiJ9.",
                "eyJhbGciOiJIUzI1NiJ9 ",
                "-----BEGIN",
                "-----",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA",
                "secret key ",
                "secretkey",
                "key",
                "ghp_",
                "ghp_a",
                "github_pat_",
                "DE89 ",
                "DE89",
                "DE12AB34",
                "card ",
                "\u0000",
                "\ud83d",
                "é"
            })
    void shouldDoWorkInProportionToTheText(String piece) {
        long small = work(piece.repeat(8_192 / piece.length()));
        long large = work(piece.repeat(65_536 / piece.length()));
        assertThat(large).isLessThanOrEqualTo(MAX_WORK_PER_CHARACTER * 65_536);
        // Eight times the text; the slack is for the edges.
        assertThat(large).isLessThanOrEqualTo(9 * small + 100_000);
    }

    @Test
    void shouldLookAtNextToNothingInALongRun() {
        assertThat(work("a".repeat(10_000_000))).isZero();
        assertThat(work("7".repeat(10_000_000))).isLessThan(100);
    }

    @Test
    void shouldSurviveAnyCharacters() {
        Random random = new Random(3);
        char[] chars = new char[200_000];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) random.nextInt(random.nextBoolean() ? 128 : 65_536);
        }
        assertThat(work(new String(chars))).isPositive();
    }

    private static long work(String text) {
        return DETECTORS.scanCounting(text, 0, text.length(), match -> {});
    }
}
