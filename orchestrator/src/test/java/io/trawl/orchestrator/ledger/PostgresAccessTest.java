package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditEntry.Outcome;
import io.trawl.orchestrator.access.AuditTrail.Filter;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.Tokens;
import io.trawl.orchestrator.access.Verdict;
import io.trawl.schemas.Page;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAccessTest {
    private static HikariDataSource pool;
    private static Jdbi jdbi;

    private final PostgresTokens store = new PostgresTokens(pool);
    private final Tokens tokens = new Tokens(store, InstantSource.system(), new SecureRandom());
    private final PostgresAudit audit = new PostgresAudit(pool, Duration.ofDays(60), InstantSource.system());
    private final String tenant = "t-" + UUID.randomUUID();
    private final Principal admin = new Principal("local", tenant, EnumSet.allOf(Scope.class));

    @BeforeAll
    static void createDatabase() {
        pool = EmbeddedDatabase.create();
        jdbi = Jdbi.create(pool);
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    private Tokens.Created create() throws Exception {
        return tokens.create(admin, new NewToken("ci", List.of(Scope.SUBMIT, Scope.READ), Duration.ofDays(1)));
    }

    @Test
    void shouldFindATokenAgainAndNoSecretInTheDatabase() throws Exception {
        Tokens.Created created = create();

        assertThat(tokens.check(created.text().text()))
                .isEqualTo(new Verdict.Known(new Principal(
                        "token:" + created.token().tokenId(), tenant, EnumSet.of(Scope.READ, Scope.SUBMIT))));
        String row = jdbi.withHandle(
                handle -> handle.createQuery("SELECT t::text FROM trawl.api_token t WHERE token_id = :id")
                        .bind("id", created.token().tokenId())
                        .mapTo(String.class)
                        .one());
        assertThat(row).contains(tenant).doesNotContain(created.text().secret());
    }

    @Test
    void shouldRevokeForItsTenantAlone() throws Exception {
        Tokens.Created created = create();
        Principal other = new Principal("local", "other", EnumSet.allOf(Scope.class));

        assertThat(tokens.revoke(other, created.token().tokenId())).isEmpty();
        assertThat(tokens.check(created.text().text())).isInstanceOf(Verdict.Known.class);
        Instant first =
                tokens.revoke(admin, created.token().tokenId()).orElseThrow().revokedAt();
        assertThat(tokens.revoke(admin, created.token().tokenId()).orElseThrow().revokedAt())
                .isEqualTo(first);
        assertThat(tokens.check(created.text().text())).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void shouldPageThroughTokensOfOneMoment() throws Exception {
        InstantSource still = InstantSource.fixed(Instant.parse("2026-11-24T01:02:03.004Z"));
        Tokens sameMoment = new Tokens(store, still, new SecureRandom());
        for (int i = 0; i < 5; i++) {
            sameMoment.create(admin, new NewToken("n" + i, List.of(Scope.READ), Duration.ofDays(1)));
        }
        Page<ApiToken> first = store.list(tenant, null, 3);
        Page<ApiToken> second = store.list(tenant, first.nextCursor(), 3);

        assertThat(first.items()).hasSize(3).doesNotContainAnyElementsOf(second.items());
        assertThat(second.items()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void shouldWriteTheLastUseAtMostOnceAMinute() throws Exception {
        ApiToken token = create().token();
        Instant first = Instant.parse("2026-11-24T01:00:00Z");
        store.used(token.tokenId(), first);
        store.used(token.tokenId(), first.plusSeconds(59));
        assertThat(store.find(token.tokenId()).orElseThrow().token().lastUsedAt())
                .isEqualTo(first);
        store.used(token.tokenId(), first.plusSeconds(60));
        assertThat(store.find(token.tokenId()).orElseThrow().token().lastUsedAt())
                .isEqualTo(first.plusSeconds(60));
    }

    private AuditEntry line(String action) {
        return new AuditEntry(Instant.EPOCH, tenant, "local", action, "j1", Outcome.DONE, 200, 1, UUID.randomUUID());
    }

    @Test
    void shouldListTheTrailOfOneTenantNewestFirst() {
        for (String action : List.of("a", "b", "a", "c")) {
            audit.append(line(action));
        }

        Page<AuditEntry> page = audit.list(tenant, Filter.ALL, null, 3);
        assertThat(page.items()).extracting(AuditEntry::action).containsExactly("c", "a", "b");
        assertThat(audit.list(tenant, Filter.ALL, page.nextCursor(), 3).items()).hasSize(1);
        assertThat(audit.list(tenant, new Filter(null, "a", null), null, 9).items())
                .hasSize(2);
        assertThat(audit.list("other", Filter.ALL, null, 9).items()).isEmpty();
        assertThat(page.items().getFirst().at()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE trawl.audit SET principal = 'nobody'",
                "DELETE FROM trawl.audit",
                "TRUNCATE trawl.audit",
                "DO 'BEGIN EXECUTE (SELECT ''TRUNCATE '' || min(tableoid::regclass::text) FROM trawl.audit); END'",
                "DO 'BEGIN EXECUTE (SELECT ''DELETE FROM '' || min(tableoid::regclass::text) FROM trawl.audit); END'"
            })
    void shouldRefuseEveryChangeOfTheTrail(String sql) {
        audit.append(line("a"));

        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute(sql)))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("append-only");
        assertThat(audit.list(tenant, Filter.ALL, null, 9).items()).hasSize(1);
    }

    @Test
    void shouldDropWholeMonthsThatArePastTheirKeeping() {
        jdbi.useHandle(handle -> {
            handle.execute("SELECT trawl.ensure_audit_months('2025-01-15T00:00:00Z')");
            handle.execute(
                    "INSERT INTO trawl.audit VALUES (1, '2025-01-31T23:59:59Z', 'old', 'p', 'a', NULL, 'done', 200,"
                            + " 1, gen_random_uuid())");
        });

        audit.append(line("a"));

        assertThat(audit.list("old", Filter.ALL, null, 9).items()).isEmpty();
        assertThat(audit.list(tenant, Filter.ALL, null, 9).items()).hasSize(1);
        audit.append(line("b"));
    }
}
