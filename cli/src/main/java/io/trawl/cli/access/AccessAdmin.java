package io.trawl.cli.access;

import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail.Filter;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.schemas.Page;
import org.jspecify.annotations.Nullable;

/** Tokens and the audit trail: over the API of a server, or in the database itself. */
public interface AccessAdmin extends AutoCloseable {
    /** A new token. @param token its text, to be shown once */
    record Created(String token, ApiToken about) {
        @Override
        public String toString() {
            return "Created[" + about.tokenId() + "]";
        }
    }

    Created create(NewToken wanted);

    Page<ApiToken> tokens(@Nullable String cursor, int limit);

    ApiToken revoke(String tokenId);

    Page<AuditEntry> audit(Filter filter, @Nullable String cursor, int limit);

    @Override
    void close();
}
