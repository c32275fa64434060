package io.trawl.cli.sites;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SitesTableTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:05:30Z");
    private static final Instant WORD = Instant.parse("2026-11-23T14:02:10Z");

    private static Site site(String id, Site.Residency residency, Site.State state, Site.Word word) {
        return new Site(id, "https://" + id + ".example", null, null, residency, state, Map.of(), word, 1L, NOW, NOW);
    }

    private static Site.Word word(boolean reachable, Instant last, String trouble) {
        return new Site.Word(null, null, last == null ? null : "0.1.0", List.of(), reachable, NOW, last, trouble);
    }

    @Test
    void shouldTellHowOldTheWordOfAnAbsentSiteIs() {
        List<Site> sites = List.of(
                site("london", Site.Residency.OPEN, Site.State.ACTIVE, word(true, NOW, null)),
                site("oslo", Site.Residency.OPEN, Site.State.ACTIVE, word(true, NOW, "circle")),
                site("paris", Site.Residency.OPEN, Site.State.CORDONED, null),
                site("rome", Site.Residency.OPEN, Site.State.ACTIVE, word(false, null, "refused")),
                site("sydney", Site.Residency.OPEN, Site.State.ACTIVE, word(false, WORD.minusSeconds(86_400), "gone")),
                site("tokyo", Site.Residency.STRICT, Site.State.DRAINING, word(false, WORD, "timed_out")));
        assertThat(SitesTable.lines(sites, NOW, 200))
                .containsExactly(
                        "site    state     residency  reachable                                   release  url",
                        "london  active    open       yes                                         0.1.0    https://london.example",
                        "oslo    active    open       yes, circle                                 0.1.0    https://oslo.example",
                        "paris   cordoned  open       never reached                                        https://paris.example",
                        "rome    active    open       never reached                                        https://rome.example",
                        "sydney  active    open       UNREACHABLE, last word 2026-11-22 14:02:10  0.1.0    https://sydney.example",
                        "tokyo   draining  strict     UNREACHABLE, last word 14:02:10             0.1.0    https://tokyo.example");
    }
}
