package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger.Opening;
import io.trawl.engine.ledger.SourceLedger.SourceChange;
import io.trawl.engine.ledger.SourceLedger.SourceFilter;
import io.trawl.engine.ledger.WorkerLedger.Toll;
import io.trawl.schemas.Budget;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.window.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Registered sources: kept as given, changed by who knows their version, and never mixed up between tenants. */
interface SourceContract extends Scenes {
    Duration MILLISECOND = Duration.ofMillis(1);

    private static NamedSource given(String id, String connector, Map<String, String> labels, Budget budget) {
        return new NamedSource(
                id,
                connector,
                Map.of("root", "/srv", "deep", Map.of("a", List.of(1, "x"))),
                "env:SECRET",
                "london",
                "pool",
                labels,
                budget,
                null,
                null,
                null);
    }

    private static NamedSource given(String id) {
        return given(id, "test", Map.of(), new Budget(3, 4_096L, 7L, List.of("not 08:00-18:00 Europe/London")));
    }

    private static long version(NamedSource source) {
        return Objects.requireNonNull(source.version());
    }

    @Test
    default void shouldRegisterAndForgetManyAtOnce() {
        Scenario s = given();
        assertThat(s.ledger().add(s.tenant(), given("b"))).isPresent();
        List<NamedSource> all = List.of(given("a"), given("b"), given("c"));
        assertThat(s.ledger().addAll(s.tenant(), all)).containsExactly("a", "c");
        assertThat(s.ledger().addAll(s.tenant(), all)).isEmpty();
        assertThat(s.ledger().addAll(s.tenant(), List.of())).isEmpty();
        Map<String, NamedSource> kept = s.ledger().registered(s.tenant(), List.of("a", "b", "c"));
        assertThat(kept.values())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version", "createdAt", "updatedAt")
                .containsExactlyInAnyOrderElementsOf(all);

        NamedSource changed = Objects.requireNonNull(kept.get("b"));
        s.ledger().replace(s.tenant(), given("b", "other", Map.of(), new Budget(1)), version(changed));
        s.ledger().removeAll(s.tenant(), List.copyOf(kept.values()));
        s.ledger().removeAll(s.tenant(), List.of());
        assertThat(s.ledger().registered(s.tenant(), List.of("a", "b", "c")))
                .as("what was changed meanwhile stays")
                .containsOnlyKeys("b");
    }

    @Test
    default void shouldKeepASourceAsItWasRegistered() {
        Scenario s = given();
        NamedSource kept = s.ledger().add(s.tenant(), given("a")).orElseThrow();
        assertThat(kept)
                .usingRecursiveComparison()
                .ignoringFields("version", "createdAt", "updatedAt")
                .isEqualTo(given("a"));
        assertThat(s.ledger().source(s.tenant(), "a")).contains(kept);
        assertThat(s.ledger().add(s.tenant(), given("a"))).as("the id is taken").isEmpty();
        assertThat(s.ledger().source("other-" + s.tenant(), "a")).isEmpty();
        assertThat(s.ledger().registered(s.tenant(), List.of("b", "a"))).isEqualTo(Map.of("a", kept));
        assertThat(s.ledger().registered("other-" + s.tenant(), List.of("a"))).isEmpty();
    }

    @Test
    default void shouldChangeASourceOnlyForWhoReadItLast() {
        Scenario s = given();
        NamedSource first = s.ledger().add(s.tenant(), given("a")).orElseThrow();
        NamedSource other = given("a", "other", Map.of("k", "v"), new Budget(9));
        NamedSource second =
                s.ledger().replace(s.tenant(), other, version(first)).now();
        assertThat(second).isNotNull();
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(s.ledger().replace(s.tenant(), given("a"), version(first)))
                .isEqualTo(new SourceChange(false, second));
        assertThat(s.ledger().remove(s.tenant(), "a", version(first))).isEqualTo(new SourceChange(false, second));
        assertThat(s.ledger().remove("other-" + s.tenant(), "a", version(second)))
                .isEqualTo(new SourceChange(false, null));
        assertThat(s.ledger().remove(s.tenant(), "a", version(second))).isEqualTo(new SourceChange(true, null));
        assertThat(s.ledger().replace(s.tenant(), given("a"), version(second)))
                .isEqualTo(new SourceChange(false, null));
        assertThat(version(s.ledger().add(s.tenant(), given("a")).orElseThrow()))
                .as("a version never comes again")
                .isGreaterThan(version(second));
    }

    @Test
    default void shouldListSourcesByConnectorAndLabel() {
        Scenario s = given();
        for (String id : List.of("c", "a", "b", "d")) {
            String connector = id.equals("d") ? "other" : "test";
            s.ledger().add(s.tenant(), given(id, connector, Map.of("team", id, "all", "yes"), new Budget(1)));
        }
        s.job(Scenario.source("in_place", 2)).submitted();
        Page<NamedSource> first = s.ledger().sources(s.tenant(), SourceFilter.ALL, null, 3);
        Page<NamedSource> rest = s.ledger().sources(s.tenant(), SourceFilter.ALL, first.nextCursor(), 3);
        assertThat(first.items()).extracting(NamedSource::id).containsExactly("a", "b", "c");
        assertThat(rest.items()).extracting(NamedSource::id).containsExactly("d");
        assertThat(rest.nextCursor()).isNull();
        SourceFilter filter = new SourceFilter("test", null, Map.of("team", "b", "all", "yes"));
        assertThat(s.ledger().sources(s.tenant(), filter, null, 9).items())
                .extracting(NamedSource::id)
                .containsExactly("b");
        assertThat(s.ledger()
                        .sources("other-" + s.tenant(), SourceFilter.ALL, null, 9)
                        .items())
                .isEmpty();
    }

    @Test
    default void shouldListSourcesOfASite() {
        Scenario s = given();
        NamedSource london = given("a");
        s.ledger().addAll(s.tenant(), List.of(london, at(null, "b"), at("tokyo", "c")));
        assertThat(s.ledger()
                        .sources(s.tenant(), SourceFilter.of("london"), null, 9)
                        .items())
                .extracting(NamedSource::id)
                .containsExactly("a");
        assertThat(s.ledger()
                        .sources(s.tenant(), SourceFilter.of("paris"), null, 9)
                        .items())
                .isEmpty();
    }

    private static NamedSource at(@Nullable String site, String id) {
        return new NamedSource(id, "test", null, null, site, null, null, null, null, null, null);
    }

    @Test
    default void shouldKeepTheBudgetOfARegisteredSourceWhateverJobsSay() {
        Scenario s = given();
        NamedSource kept = s.ledger()
                .add(s.tenant(), given("a", "test", Map.of(), new Budget(2)))
                .orElseThrow();
        s.job(new SourceSpec("a", "test", Map.of(), null, null, null)).admitted();
        s.job(Scenario.source("a", 50)).admitted();
        assertThat(s.ledger().backlog(10).groups()).allMatch(group -> group.sourceBudget() == 2);
        s.ledger().replace(s.tenant(), given("a", "test", Map.of(), new Budget(5)), version(kept));
        assertThat(s.ledger().backlog(10).groups()).allMatch(group -> group.sourceBudget() == 5);
    }

    @Test
    default void shouldShareTheRateOfASourceBetweenAllThatRead() {
        Scenario s = given();
        NamedSource kept = s.ledger()
                .add(s.tenant(), given("a", "test", Map.of(), new Budget(4, 20_000L, null, null)))
                .orElseThrow();
        Toll first = s.ledger().pay(s.tenant(), "a", 100, 0);
        assertThat(first.bytes()).as("a twentieth of a second").isEqualTo(1_000);
        assertThat(first.delay()).isCloseTo(Duration.ofMillis(53), MILLISECOND);
        assertThat(s.ledger().pay(s.tenant(), "a", 19_000, 50).delay())
                .as("a twentieth of the rate is kept back")
                .isCloseTo(Duration.ofMillis(1_053), MILLISECOND);
        assertThat(s.ledger().pay("other-" + s.tenant(), "a", 1, 1)).isEqualTo(Toll.FREE);
        s.advance(Duration.ofSeconds(1));
        assertThat(s.ledger().pay(s.tenant(), "a", 1, 0).delay()).isCloseTo(Duration.ofMillis(105), MILLISECOND);
        s.advance(Duration.ofHours(1));
        assertThat(s.ledger().pay(s.tenant(), "a", 1, 0).delay())
                .as("what nobody read is not saved up")
                .isCloseTo(Duration.ofMillis(53), MILLISECOND);
        s.ledger().replace(s.tenant(), given("a", "test", Map.of(), new Budget(4)), version(kept));
        assertThat(s.ledger().pay(s.tenant(), "a", 1, 0))
                .as("the budget is live")
                .isEqualTo(Toll.FREE);
    }

    @Test
    default void shouldTellWhenASourceMayBeRead() {
        Scenario s = given();
        s.ledger().add(s.tenant(), given("a"));
        s.running("a", "b");
        assertThat(s.ledger().backlog(10).openings())
                .filteredOn(opening -> opening.tenant().equals(s.tenant()))
                .containsExactly(
                        new Opening(s.tenant(), "a", List.of(TimeWindow.parse("not 08:00-18:00 Europe/London"))));
    }
}
