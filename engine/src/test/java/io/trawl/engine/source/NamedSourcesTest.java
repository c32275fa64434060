package io.trawl.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NamedSourcesTest {
    private final InMemoryLedger ledger = new InMemoryLedger(
            new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new SplittableRandom(1));

    @Test
    void shouldChangeNothingOfARequestButItsSources() throws Exception {
        ledger.add(
                "t",
                new NamedSource("a", "file", Map.of("root", "/srv"), null, null, null, null, null, null, null, null));
        JobRequest request = new JobRequest(
                "nightly",
                "discovery",
                List.of(SourceSpec.named("a")),
                Map.of("detectors", List.of("payment")),
                7,
                new JobLimits(3, null, null, null),
                Map.of("team", "risk"),
                List.of(new Webhook("https://hooks.example.org/x", null)));

        JobRequest resolved = NamedSources.resolve(ledger, "t", request);

        assertThat(resolved)
                .usingRecursiveComparison()
                .ignoringFields("sources")
                .isEqualTo(request);
        assertThat(resolved.sources()).containsExactly(SourceSpec.of("a", "file", Map.of("root", "/srv")));
    }
}
