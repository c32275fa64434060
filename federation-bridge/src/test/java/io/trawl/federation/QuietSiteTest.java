package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.SiteProgress.Standing;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class QuietSiteTest {
    private static final Duration WATCHED = Duration.ofSeconds(1);
    private static final int FEW = 5;

    @Test
    void shouldWaitForTheAnswerOfASiteThatHasNoNewsAfterBeingWokenInBetween() throws Exception {
        try (SimulatedSite site = SimulatedSite.start("london").withSources(1);
                Master master = Master.start(site)) {
            UUID first = master.begin(site);
            master.awaitAt(first, site, at -> at.lastWord() != null);
            for (int i = 0; i < FEW; i++) {
                UUID next = master.begin(site);
                master.awaitAt(next, site, at -> at.standing() == Standing.FOLLOWED && at.lastWord() != null);
            }
            Awaitility.await().pollDelay(WATCHED).until(() -> true);
            long before = site.requests();
            Awaitility.await().pollDelay(WATCHED).until(() -> true);

            assertThat(site.requests() - before).isLessThan(FEW);
        }
    }
}
