package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Site;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Between the look at a site and the storing of a job somebody takes the site out of service. */
class SiteTakenOutTest {
    private static final String TENANT = "default";
    private static final int ALIVE = 10;

    @Test
    void shouldStoreNeitherTheJobNorItsKey() throws Exception {
        try (HikariDataSource database = Database.create()) {
            Tables tables = Tables.in(Store.migrated(database));
            for (String id : List.of("london", "tokyo")) {
                tables.sites().add(TENANT, site(id));
            }
            tables.sites().move(TENANT, "tokyo", Site.State.CORDONED);

            assertThatThrownBy(() -> tables.submissions().add(job(), "key", ALIVE))
                    .isInstanceOf(Submissions.SitesChanged.class);
            assertThat(Database.dump(database)).noneMatch(row -> row.matches("(job|part|idempotency) .*"));

            tables.sites().move(TENANT, "tokyo", Site.State.ACTIVE);
            assertThat(tables.submissions().add(job(), "key", ALIVE).created()).isTrue();
        }
    }

    private static Site site(String id) {
        return new Site(id, "http://127.0.0.1:1", null, null, null, null, null, null, null, null, null);
    }

    private static Submissions.New job() {
        JobRequest request = new JobRequest(
                null, "scan", List.of(SourceSpec.named("a"), SourceSpec.named("b")), null, null, null, null);
        return new Submissions.New(
                UUID.randomUUID(), TENANT, request, "hash", Map.of("london", List.of("a"), "tokyo", List.of("b")));
    }
}
