package io.trawl.orchestrator.access;

import io.trawl.schemas.Page;
import org.jspecify.annotations.Nullable;

/** Lines can be added and read. Nothing changes or removes one, but for whole months that are past their keeping. */
public interface AuditTrail {
    /** Returns when it is stored. The time is the store's. */
    void append(AuditEntry entry);

    /** Of one tenant, newest first. */
    Page<AuditEntry> list(String tenant, Filter filter, @Nullable String cursor, int limit);

    /** Which lines to list; a null field is any. */
    record Filter(
            @Nullable String principal,
            @Nullable String action,
            @Nullable String target) {
        public static final Filter ALL = new Filter(null, null, null);
    }
}
