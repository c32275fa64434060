package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.engine.site.SiteExists;
import io.trawl.engine.site.SiteInUse;
import io.trawl.engine.site.SiteNotFound;
import io.trawl.engine.site.SiteUnreachable;
import io.trawl.engine.site.Sites;
import io.trawl.engine.site.StaleSite;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import io.trawl.schemas.SiteImport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What everything keeps to that has sites. */
public interface SitesContract {
    String TENANT = "default";
    /** The id of a site that answers, and has the sources {@code ds_1} and {@code ds_2}. */
    String LONDON = "london";
    /** As London, and {@link SitesUnderTest#occupy} gives it two jobs. */
    String BUSY = "busy";
    /** Of one that does not answer. */
    String AWAY = "away";
    /** Of one that is this very installation. */
    String SELF = "self";

    /** Sites, and the world around them. */
    interface SitesUnderTest extends AutoCloseable {
        Sites sites();

        /** Where a site of one of the ids above listens. */
        String url(String id);

        /** Somebody else than a site has {@code ds_2} already. */
        void takeSource();

        /** {@link #BUSY} has two jobs that have not ended, from now on. */
        void occupy();

        @Override
        void close();
    }

    SitesUnderTest open();

    private static Site site(SitesUnderTest under, String id, Map<String, String> labels) {
        return new Site(
                id, under.url(id), "env:" + id, null, Site.Residency.STRICT, null, labels, null, null, null, null);
    }

    private static Site site(SitesUnderTest under, String id) {
        return site(under, id, Map.of());
    }

    private static long version(Site site) {
        return Objects.requireNonNull(site.version());
    }

    private static List<String> ids(SitesUnderTest under, String tenant) {
        return under.sites().list(tenant, null, 10).items().stream()
                .map(Site::id)
                .toList();
    }

    @Test
    default void shouldKeepASiteAsItWasRegistered() throws Exception {
        try (SitesUnderTest under = open()) {
            Site given = site(under, LONDON, Map.of("team", "risk"));
            Site kept = under.sites().add(TENANT, given);
            assertThat(kept)
                    .usingRecursiveComparison()
                    .ignoringFields("version", "createdAt", "updatedAt", "word")
                    .isEqualTo(given);
            assertThat(kept.state()).isEqualTo(Site.State.ACTIVE);
            assertThat(version(under.sites().get(TENANT, LONDON))).isEqualTo(version(kept));
            assertThatThrownBy(() -> under.sites().add(TENANT, given)).isInstanceOf(SiteExists.class);
        }
    }

    @Test
    default void shouldShowNothingToAnotherTenant() throws Exception {
        try (SitesUnderTest under = open()) {
            long version = version(under.sites().add(TENANT, site(under, LONDON)));
            assertThat(ids(under, "other")).isEmpty();
            assertThatThrownBy(() -> under.sites().get("other", LONDON)).isInstanceOf(SiteNotFound.class);
            assertThatThrownBy(() -> under.sites().remove("other", LONDON, version))
                    .isInstanceOf(SiteNotFound.class);
            assertThatThrownBy(() -> under.sites().move("other", LONDON, Site.State.DRAINING))
                    .isInstanceOf(SiteNotFound.class);
            assertThatThrownBy(() -> under.sites().importSources("other", LONDON))
                    .isInstanceOf(SiteNotFound.class);
            assertThat(ids(under, TENANT)).containsExactly(LONDON);
        }
    }

    @Test
    default void shouldRefuseASiteThatIsThisInstallation() {
        try (SitesUnderTest under = open()) {
            assertThatThrownBy(() -> under.sites().add(TENANT, site(under, SELF)))
                    .isInstanceOf(InvalidJob.class)
                    .extracting(refused -> ((InvalidJob) refused).pointer())
                    .isEqualTo("/url");
            assertThat(ids(under, TENANT)).isEmpty();
        }
    }

    @Test
    default void shouldKeepASiteThatDoesNotAnswer() throws Exception {
        try (SitesUnderTest under = open()) {
            under.sites().add(TENANT, site(under, AWAY));
            assertThat(ids(under, TENANT)).containsExactly(AWAY);
            assertThatThrownBy(() -> under.sites().importSources(TENANT, AWAY)).isInstanceOf(SiteUnreachable.class);
        }
    }

    @Test
    default void shouldListThemPageByPageInOrderOfId() throws Exception {
        try (SitesUnderTest under = open()) {
            for (String id : List.of(LONDON, AWAY, BUSY)) {
                under.sites().add(TENANT, site(under, id));
            }
            Page<Site> first = under.sites().list(TENANT, null, 2);
            assertThat(first.items()).extracting(Site::id).containsExactly(AWAY, BUSY);
            @Nullable String cursor = first.nextCursor();
            assertThat(cursor).isNotNull();
            Page<Site> last = under.sites().list(TENANT, cursor, 2);
            assertThat(last.items()).extracting(Site::id).containsExactly(LONDON);
            assertThat(last.nextCursor()).isNull();
        }
    }

    @Test
    default void shouldBeChangedByWhoKnowsTheVersion() throws Exception {
        try (SitesUnderTest under = open()) {
            Site first = under.sites().add(TENANT, site(under, LONDON));
            Site other = site(under, LONDON, Map.of("team", "fraud"));
            Site second = under.sites().replace(TENANT, other, version(first));
            assertThat(second.labels()).isEqualTo(Map.of("team", "fraud"));
            assertThat(version(second)).isNotEqualTo(version(first));
            assertThatThrownBy(() -> under.sites().replace(TENANT, other, version(first)))
                    .isInstanceOf(StaleSite.class);
            assertThatThrownBy(() -> under.sites().remove(TENANT, LONDON, version(first)))
                    .isInstanceOf(StaleSite.class);
            under.sites().remove(TENANT, LONDON, version(second));
            assertThat(ids(under, TENANT)).isEmpty();
            assertThatThrownBy(() -> under.sites().replace(TENANT, other, version(second)))
                    .isInstanceOf(SiteNotFound.class);
        }
    }

    @Test
    default void shouldMoveASite() throws Exception {
        try (SitesUnderTest under = open()) {
            Site first = under.sites().add(TENANT, site(under, LONDON));
            Site moved = under.sites().move(TENANT, LONDON, Site.State.CORDONED);
            assertThat(moved.state()).isEqualTo(Site.State.CORDONED);
            assertThat(version(moved)).isNotEqualTo(version(first));
            assertThat(under.sites().get(TENANT, LONDON).state()).isEqualTo(Site.State.CORDONED);
        }
    }

    @Test
    default void shouldNotForgetASiteWithJobs() throws Exception {
        try (SitesUnderTest under = open()) {
            Site busy = under.sites().add(TENANT, site(under, BUSY));
            under.occupy();
            assertThatThrownBy(() -> under.sites().remove(TENANT, BUSY, version(busy)))
                    .isInstanceOf(SiteInUse.class)
                    .hasMessageContaining("2 jobs");
            assertThat(ids(under, TENANT)).containsExactly(BUSY);
        }
    }

    @Test
    default void shouldTellWhatCameOfAnImport() throws Exception {
        try (SitesUnderTest under = open()) {
            under.sites().add(TENANT, site(under, LONDON));
            under.takeSource();
            assertThat(under.sites().importSources(TENANT, LONDON))
                    .isEqualTo(new SiteImport(List.of("ds_1"), List.of(), List.of("ds_2"), List.of()));
            assertThat(under.sites().importSources(TENANT, LONDON))
                    .isEqualTo(new SiteImport(List.of(), List.of("ds_1"), List.of("ds_2"), List.of()));
        }
    }
}
