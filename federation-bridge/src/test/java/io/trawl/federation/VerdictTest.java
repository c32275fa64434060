package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state of a job by its policy and its parts, as they stand in the tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerdictTest {
    private HikariDataSource database;
    private Store store;
    private JobTable jobs;

    @BeforeAll
    void open() {
        database = Database.create();
        store = Store.migrated(database);
        jobs = new JobTable(store);
    }

    @AfterAll
    void close() {
        database.close();
    }

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
        assertThat(settled(policy(policy), null, parts).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"r, CANCELLING", "Cs, CANCELLING", "XX, CANCELLED", "CX, CANCELLED", "UX, CANCELLED"})
    void shouldCancelWhateverThePolicySays(String parts, JobState state) {
        assertThat(settled(policy("best"), "CANCEL", parts).state()).isEqualTo(state);
    }

    @Test
    void shouldNameTheSitesThatDidNotDeliverAndWhy() {
        assertThat(settled(policy("all"), null, "CFRU").reason())
                .isEqualTo("sites that did not deliver: site-1 (FAILED), site-2 (refused: a_word), site-3 (given up)");
    }

    private static SitePolicy policy(String text) {
        return switch (text) {
            case "all" -> SitePolicy.DEFAULT;
            case "best" -> new SitePolicy(SitePolicy.Kind.BEST_EFFORT, null, null);
            default -> new SitePolicy(SitePolicy.Kind.QUORUM, Integer.parseInt(text), null);
        };
    }

    /** A job of which the parts stand like that, once somebody has looked. */
    private JobTable.Kept settled(SitePolicy policy, @Nullable String wish, String letters) {
        UUID job = UUID.randomUUID();
        JobRequest request = new JobRequest(
                null, "scan", List.of(SourceSpec.named("a")), null, null, null, null, null, policy, null);
        store.inTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO trawl_federation.job (job_id, tenant, request, workload, labels, policy, needed,
                                                              state, wish, created_at, updated_at)
                            VALUES (:job, 'default', :request, 'scan', '{}', 'ALL', :needed, 'PENDING', :wish, now(), now())
                            """)
                    .bind("job", job)
                    .bind("request", Json.mapper().writeValueAsString(request))
                    .bind("needed", Verdict.needed(policy, letters.length()))
                    .bind("wish", wish)
                    .execute();
            for (int i = 0; i < letters.length(); i++) {
                insert(handle, job, "site-" + i, letters.charAt(i));
            }
            return null;
        });
        jobs.settle(job);
        return jobs.find(job).orElseThrow();
    }

    private static void insert(Handle handle, UUID job, String site, char letter) {
        switch (letter) {
            case 'C' -> insert(handle, job, site, "ENDED", "COMPLETED", false);
            case 'G' -> insert(handle, job, site, "ENDED", "COMPLETED_WITH_GAPS", false);
            case 'F' -> insert(handle, job, site, "ENDED", "FAILED", false);
            case 'X' -> insert(handle, job, site, "ENDED", "CANCELLED", false);
            case 'R' -> insert(handle, job, site, "REFUSED", null, false);
            case 'U' -> insert(handle, job, site, "FOLLOWED", "RUNNING", true);
            case 'r' -> insert(handle, job, site, "FOLLOWED", "RUNNING", false);
            case 'p' -> insert(handle, job, site, "FOLLOWED", "PAUSED", false);
            default -> insert(handle, job, site, "SUBMITTING", null, false);
        }
    }

    private static void insert(
            Handle handle, UUID job, String site, String standing, @Nullable String state, boolean givenUp) {
        handle.createUpdate("""
                        INSERT INTO trawl_federation.part (job_id, site, tenant, sources, standing, child_id, child_state,
                                                           given_up, reason)
                        VALUES (:job, :site, 'default', '{a}', :standing, CASE WHEN :state IS NULL THEN NULL
                                ELSE gen_random_uuid() END, :state, :given_up,
                                CASE WHEN :standing = 'REFUSED' THEN 'a_word' END)
                        """)
                .bind("job", job)
                .bind("site", site)
                .bind("standing", standing)
                .bind("state", state)
                .bind("given_up", givenUp)
                .execute();
    }
}
