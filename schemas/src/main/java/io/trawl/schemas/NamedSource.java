package io.trawl.schemas;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source that was registered under a name. In a request the last three are absent, or ignored.
 *
 * @param id unique per tenant
 * @param connector which kind of place, for example {@code file}
 * @param options for the connector; never credentials
 * @param credential a reference, {@code env:NAME} or {@code file:PATH}; never the secret itself
 * @param site the datacenter whose workers reach it; null is this one
 * @param pool the workers that can reach it; null is {@code default}
 * @param labels free keys and values, at most 50
 * @param budget null is the default one
 * @param version changes with every change of the source; the entity tag of the HTTP API
 */
public record NamedSource(
        String id,
        String connector,
        Map<String, Object> options,
        @Nullable String credential,
        @Nullable String site,
        @Nullable String pool,
        Map<String, String> labels,
        @Nullable Budget budget,
        @Nullable Long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    public NamedSource(
            String id,
            String connector,
            @Nullable Map<String, Object> options,
            @Nullable String credential,
            @Nullable String site,
            @Nullable String pool,
            @Nullable Map<String, String> labels,
            @Nullable Budget budget,
            @Nullable Long version,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        if (connector == null) {
            throw new InvalidField("connector", "is missing; name the kind of source, for example \"file\"");
        }
        SourceSpec spec = new SourceSpec(id, connector, options, budget, credential, pool);
        this.id = spec.id();
        this.connector = connector;
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(spec.options()));
        this.credential = credential;
        this.site = site == null ? null : Checks.id(site, "site");
        this.pool = pool;
        Map<String, String> marks = labels == null ? Map.of() : labels;
        Checks.within(marks.size(), 0, JobRequest.MAX_LABELS, "labels");
        marks.forEach((key, value) -> Checks.id(value, "labels." + Checks.id(key, "labels")));
        this.labels = Map.copyOf(marks);
        this.budget = budget;
        this.version = version;
        this.createdAt = createdAt;
        this.updatedAt = updatedAt;
    }

    /** As an attempt needs it. The budget stays behind: it is live, and shared by all jobs. */
    public SourceSpec spec() {
        return new SourceSpec(id, connector, options, null, credential, pool);
    }

    /** The same source as the ledger keeps it. */
    public NamedSource kept(long newVersion, Instant created, Instant updated) {
        return new NamedSource(
                id, connector, options, credential, site, pool, labels, budget, newVersion, created, updated);
    }
}
