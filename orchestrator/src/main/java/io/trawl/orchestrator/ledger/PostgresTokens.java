package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.TokenStore;
import io.trawl.schemas.Page;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Tokens in the database. What is stored of a secret is its digest. */
public final class PostgresTokens implements TokenStore {
    private static final String COLUMNS =
            "token_id, tenant, secret_hash, label, scopes, created_at, created_by, expires_at, revoked_at, last_used_at";
    /** The lock makes two that add at the limit wait for each other. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtext('trawl.tokens'), hashtext(:tenant)) IS NULL";

    private static final String LIVE = """
            SELECT count(*) FROM trawl.api_token
             WHERE tenant = :tenant AND revoked_at IS NULL AND expires_at > :at::timestamptz
            """;
    private static final String ADD = """
            INSERT INTO trawl.api_token (token_id, tenant, secret_hash, label, scopes, created_at, created_by, expires_at)
            VALUES (:id, :tenant, :hash, :label, :scopes::text[], :at::timestamptz, :by, :expires::timestamptz)
            """;
    private static final String FIND = "SELECT " + COLUMNS + " FROM trawl.api_token WHERE token_id = :id";
    private static final String LIST = "SELECT " + COLUMNS + """
             FROM trawl.api_token
             WHERE tenant = :tenant
               AND (:after::timestamptz IS NULL OR (created_at, token_id) < (:after::timestamptz, :id))
             ORDER BY created_at DESC, token_id DESC
             LIMIT :limit
            """;
    private static final String REVOKE = """
            UPDATE trawl.api_token SET revoked_at = coalesce(revoked_at, :at::timestamptz)
             WHERE tenant = :tenant AND token_id = :id
            RETURNING\s""" + COLUMNS;
    /** Many processes may have read the same old time: one of them writes. */
    private static final String USED = """
            UPDATE trawl.api_token SET last_used_at = :at::timestamptz
             WHERE token_id = :id
               AND (last_used_at IS NULL OR last_used_at <= :at::timestamptz - interval '1 minute')
            """;

    private static final String ANY = """
            SELECT EXISTS (SELECT 1 FROM trawl.api_token WHERE revoked_at IS NULL AND expires_at > :at::timestamptz)
            """;

    private final Database database;

    public PostgresTokens(DataSource dataSource) {
        this.database = new Database(dataSource, Fences.ALL, SqlClock.SERVER, new SecureRandom());
    }

    @Override
    public boolean add(Kept kept) {
        ApiToken token = kept.token();
        return database.inTransaction(handle -> {
            handle.createQuery(LOCK)
                    .bind("tenant", token.tenant())
                    .mapTo(Boolean.class)
                    .one();
            int live = handle.createQuery(LIVE)
                    .bind("tenant", token.tenant())
                    .bind("at", token.createdAt().toString())
                    .mapTo(Integer.class)
                    .one();
            if (live >= MAX_LIVE) {
                return false;
            }
            handle.createUpdate(ADD)
                    .bind("id", token.tokenId())
                    .bind("tenant", token.tenant())
                    .bind("hash", kept.secretHash())
                    .bind("label", token.label())
                    .bind("scopes", Column.texts(token.scopes(), Scope::text))
                    .bind("at", token.createdAt().toString())
                    .bind("by", token.createdBy())
                    .bind("expires", token.expiresAt().toString())
                    .execute();
            return true;
        });
    }

    @Override
    public Optional<Kept> find(String tokenId) {
        return database.read(handle -> handle.createQuery(FIND)
                .bind("id", tokenId)
                .map((row, context) -> new Kept(token(row), Code.text(row, "secret_hash")))
                .findOne());
    }

    @Override
    public Page<ApiToken> list(String tenant, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "k", 2);
        int rows = Cursor.checked(limit) + 1;
        List<ApiToken> found = database.readPlanned(handle -> handle.createQuery(LIST)
                .bind("tenant", tenant)
                .bind(
                        "after",
                        after == null ? null : Instant.parse(after.part(0)).toString())
                .bind("id", after == null ? null : after.part(1))
                .bind("limit", rows)
                .map((row, context) -> token(row))
                .list());
        return Cursor.page(found, limit, token -> Cursor.of("k", token.createdAt(), token.tokenId()));
    }

    @Override
    public Optional<ApiToken> revoke(String tenant, String tokenId, Instant at) {
        return database.inStatement(handle -> handle.createQuery(REVOKE)
                .bind("tenant", tenant)
                .bind("id", tokenId)
                .bind("at", at.toString())
                .map((row, context) -> token(row))
                .findOne());
    }

    @Override
    public void used(String tokenId, Instant at) {
        database.inStatement(handle -> handle.createUpdate(USED)
                .bind("id", tokenId)
                .bind("at", at.toString())
                .execute());
    }

    @Override
    public boolean anyLive(Instant at) {
        return database.read(handle -> handle.createQuery(ANY)
                .bind("at", at.toString())
                .mapTo(Boolean.class)
                .one());
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return new ApiToken(
                Code.text(row, "token_id"),
                Code.text(row, "tenant"),
                Code.text(row, "label"),
                Arrays.stream(scopes).map(Scope::of).flatMap(Optional::stream).toList(),
                Objects.requireNonNull(BacklogQuery.instant(row, "created_at")),
                Code.text(row, "created_by"),
                Objects.requireNonNull(BacklogQuery.instant(row, "expires_at")),
                BacklogQuery.instant(row, "revoked_at"),
                BacklogQuery.instant(row, "last_used_at"));
    }
}
