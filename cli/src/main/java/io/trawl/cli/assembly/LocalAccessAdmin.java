package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditEntry.Outcome;
import io.trawl.orchestrator.access.AuditTrail;
import io.trawl.orchestrator.access.AuditTrail.Filter;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.TokenRefused;
import io.trawl.orchestrator.access.Tokens;
import io.trawl.orchestrator.ledger.PostgresAudit;
import io.trawl.orchestrator.ledger.PostgresTokens;
import io.trawl.schemas.Page;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and the audit trail in the database itself, for whoever has its password anyway: so that the first token can be
 * made, and one for another tenant. It stands in the trail like what is done over the API.
 */
public final class LocalAccessAdmin implements AccessAdmin {
    private static final String NAME = "machine";

    private final Runnable end;
    private final HikariDataSource pool;
    private final Tokens tokens;
    private final AuditTrail trail;
    private final Principal machine;

    private LocalAccessAdmin(ExternalDatabase database, String tenant, Runnable end) {
        this.end = end;
        this.pool = LedgerPool.migrated(database);
        this.tokens = new Tokens(new PostgresTokens(pool), InstantSource.system(), new SecureRandom());
        this.trail = new PostgresAudit(pool, PostgresAudit.DEFAULT_KEEPING, InstantSource.system());
        this.machine = new Principal(NAME, tenant, EnumSet.allOf(Scope.class));
    }

    /** Makes the database when there is none yet. */
    public static LocalAccessAdmin in(Path dataDirectory, String tenant) {
        EmbeddedDatabase database = EmbeddedDatabase.open(dataDirectory);
        try {
            ExternalDatabase login = new ExternalDatabase(database.jdbcUrl(), database.user(), database.password());
            return new LocalAccessAdmin(login, tenant, database::close);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public static LocalAccessAdmin in(String jdbcUrl, @Nullable String user, @Nullable String password, String tenant) {
        return new LocalAccessAdmin(new ExternalDatabase(jdbcUrl, user, password), tenant, () -> {});
    }

    @Override
    public Created create(NewToken wanted) {
        UUID request = tell("createToken", null, Outcome.ASKED, UUID.randomUUID());
        try {
            Tokens.Created created = tokens.create(machine, wanted);
            tell("createToken", created.token().tokenId(), Outcome.DONE, request);
            return new Created(created.text().text(), created.token());
        } catch (TokenRefused e) {
            tell("createToken", null, Outcome.REFUSED, request);
            throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Page<ApiToken> tokens(@Nullable String cursor, int limit) {
        return tokens.store().list(machine.tenant(), cursor, limit);
    }

    @Override
    public ApiToken revoke(String tokenId) {
        String shown = tokenId.substring(0, Math.min(60, tokenId.length()));
        UUID request = tell("revokeToken", shown, Outcome.ASKED, UUID.randomUUID());
        ApiToken revoked = tokens.revoke(machine, tokenId).orElse(null);
        tell("revokeToken", shown, revoked == null ? Outcome.REFUSED : Outcome.DONE, request);
        if (revoked == null) {
            throw new Refusal(ExitCode.FAILED, "There is no token '" + shown + "'; list the tokens to see their ids.");
        }
        return revoked;
    }

    private UUID tell(String action, @Nullable String target, Outcome outcome, UUID request) {
        trail.append(new AuditEntry(
                InstantSource.system().instant(),
                machine.tenant(),
                machine.name(),
                action,
                target,
                outcome,
                0,
                1,
                request));
        return request;
    }

    @Override
    public Page<AuditEntry> audit(Filter filter, @Nullable String cursor, int limit) {
        return trail.list(machine.tenant(), filter, cursor, limit);
    }

    @Override
    public void close() {
        try {
            pool.close();
        } finally {
            end.run();
        }
    }
}
