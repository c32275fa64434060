package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.federation.Part.Standing;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SitePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    /** Parts: C completed, G with gaps, F failed, X cancelled, R refused, U given up, r running, p paused, s not sent. */
    @ParameterizedTest
    @CsvSource({
        "all, CC, COMPLETED",
        "all, CG, COMPLETED_WITH_GAPS",
        "all, CF, FAILED",
        "all, CU, FAILED",
        "all, CR, FAILED",
        "1, CU, COMPLETED_WITH_GAPS",
        "1, CF, COMPLETED_WITH_GAPS",
        "1, CC, COMPLETED",
        "2, CU, FAILED",
        "2, CGR, COMPLETED_WITH_GAPS",
        "best, CUU, COMPLETED_WITH_GAPS",
        "best, UU, FAILED",
        "best, RF, FAILED",
        "all, s, PENDING",
        "all, sr, RUNNING",
        "all, Cp, PAUSED",
        "all, pr, RUNNING",
        "all, Cr, RUNNING"
    })
    void shouldDecideByThePolicyAndTheParts(String policy, String parts, JobState state) {
        assertThat(Verdict.of(policy(policy), null, parts(parts)).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"r, CANCELLING", "Cs, CANCELLING", "XX, CANCELLED", "CX, CANCELLED", "UX, CANCELLED"})
    void shouldCancelWhateverThePolicySays(String parts, JobState state) {
        assertThat(Verdict.of(policy("best"), "CANCEL", parts(parts)).state()).isEqualTo(state);
    }

    @Test
    void shouldNameTheSitesThatDidNotDeliverAndWhy() {
        assertThat(Verdict.of(policy("all"), null, parts("CFRU")).reason())
                .isEqualTo("sites that did not deliver: site-1 (FAILED), site-2 (refused: a_word), site-3 (given up)");
    }

    private static SitePolicy policy(String text) {
        return switch (text) {
            case "all" -> SitePolicy.DEFAULT;
            case "best" -> new SitePolicy(SitePolicy.Kind.BEST_EFFORT, null, null);
            default -> new SitePolicy(SitePolicy.Kind.QUORUM, Integer.parseInt(text), null);
        };
    }

    private static List<Part> parts(String letters) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            parts.add(part("site-" + i, letters.charAt(i)));
        }
        return parts;
    }

    private static Part part(String site, char letter) {
        return switch (letter) {
            case 'C' -> part(site, Standing.ENDED, JobState.COMPLETED, false);
            case 'G' -> part(site, Standing.ENDED, JobState.COMPLETED_WITH_GAPS, false);
            case 'F' -> part(site, Standing.ENDED, JobState.FAILED, false);
            case 'X' -> part(site, Standing.ENDED, JobState.CANCELLED, false);
            case 'R' -> part(site, Standing.REFUSED, null, false);
            case 'U' -> part(site, Standing.FOLLOWED, JobState.RUNNING, true);
            case 'r' -> part(site, Standing.FOLLOWED, JobState.RUNNING, false);
            case 'p' -> part(site, Standing.FOLLOWED, JobState.PAUSED, false);
            default -> part(site, Standing.SUBMITTING, null, false);
        };
    }

    private static Part part(String site, Standing standing, JobState state, boolean givenUp) {
        return new Part(
                UUID.randomUUID(),
                site,
                "default",
                List.of("source"),
                standing,
                1,
                0,
                state == null ? null : new Part.Told(UUID.randomUUID(), UUID.randomUUID(), state, 1, null),
                Word.NONE,
                null,
                0,
                givenUp,
                false,
                false,
                standing == Standing.REFUSED ? "a_word" : null);
    }
}
