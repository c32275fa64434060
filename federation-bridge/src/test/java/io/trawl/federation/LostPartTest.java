package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Site;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes of a master have read the same part, and see one after the other that its site has lost it. */
class LostPartTest {
    private static final String TENANT = "default";
    private static final String SITE = "london";

    private final HikariDataSource database = Database.create();
    private final Tables tables = Tables.in(Store.migrated(database));

    @BeforeEach
    void submit() throws Exception {
        tables.sites()
                .add(
                        TENANT,
                        new Site(SITE, "http://127.0.0.1:1", null, null, null, null, null, null, null, null, null));
        JobRequest request = new JobRequest(null, "scan", List.of(SourceSpec.named("a")), null, null, null, null);
        tables.submissions()
                .add(
                        new Submissions.New(UUID.randomUUID(), TENANT, request, "hash", Map.of(SITE, List.of("a"))),
                        null,
                        10);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldBeRefusedOnlyByTheLossOfWhatWasSubmittedAgain() {
        Part first = begin();
        assertThat(tables.parts().lost(first)).isTrue();
        assertThat(tables.parts().lost(first)).as("the other process").isFalse();
        assertThat(tables.parts().lostAgain(first)).as("nothing is there yet").isFalse();

        Part second = begin();
        assertThat(tables.parts().lost(first)).isFalse();
        assertThat(tables.parts().lostAgain(first)).as("of an older child").isFalse();
        assertThat(part()).isEqualTo(second);

        assertThat(tables.parts().lost(second)).isFalse();
        assertThat(tables.parts().lostAgain(second)).isTrue();
        assertThat(tables.parts().open(TENANT, SITE, 10)).isEmpty();
    }

    @Test
    void shouldNotBeRefusedBeforeItWasLostOnce() {
        Part first = begin();
        assertThat(tables.parts().lostAgain(first)).isFalse();
        assertThat(part()).isEqualTo(first);
    }

    private Part begin() {
        assertThat(tables.parts().attempt(List.of(part()))).hasSize(1);
        tables.parts()
                .started(
                        Map.of(part(), new JobStarted(UUID.randomUUID(), JobState.PENDING, true)),
                        UUID.fromString("00000000-0000-4000-8000-000000000001"));
        return part();
    }

    private Part part() {
        return tables.parts().open(TENANT, SITE, 10).getFirst();
    }
}
