package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place with data. In a job it is either the id of a registered source (a JSON string, or an object without
 * connector) or a definition in place.
 *
 * @param id unique per tenant
 * @param connector which kind of place, for example {@code file}; null in a reference to a registered source
 * @param options for the connector, for example {@code {"root": "/srv/share"}}; never credentials
 * @param budget null keeps the registered one, or the default
 * @param credential a reference, {@code env:NAME} or {@code file:PATH}; never the secret itself
 * @param pool the workers that can reach it; null is {@code default}
 */
public record SourceSpec(
        String id,
        @Nullable String connector,
        Map<String, Object> options,
        @Nullable Budget budget,
        @Nullable String credential,
        @Nullable String pool) {
    public static final String DEFAULT_POOL = "default";
    static final int MAX_OPTIONS = 200;

    @JsonCreator
    public SourceSpec(
            String id,
            @Nullable String connector,
            @Nullable Map<String, Object> options,
            @Nullable Budget budget,
            @Nullable String credential,
            @Nullable String pool) {
        if (id == null) {
            throw new InvalidField("id", "is missing; name the source");
        }
        this.id = Checks.id(id, "id");
        this.connector = connector == null ? null : Checks.id(connector, "connector");
        Map<String, Object> copy = new LinkedHashMap<>(options == null ? Map.of() : options);
        Checks.within(copy.size(), 0, MAX_OPTIONS, "options");
        this.options = Collections.unmodifiableMap(copy);
        this.budget = budget;
        if (credential != null && !credential.startsWith("env:") && !credential.startsWith("file:")) {
            throw new InvalidField("credential", "must be a reference; write env:NAME or file:PATH");
        }
        this.credential = credential;
        this.pool = pool == null ? null : Checks.id(pool, "pool");
    }

    /** A reference to a registered source. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SourceSpec named(String id) {
        return new SourceSpec(id, null, Map.of(), null, null, null);
    }

    /** A definition in place. */
    public static SourceSpec of(String id, String connector, Map<String, Object> options) {
        return new SourceSpec(id, connector, options, null, null, null);
    }
}
