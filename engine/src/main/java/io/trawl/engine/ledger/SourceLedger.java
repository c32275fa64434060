package io.trawl.engine.ledger;

import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registered sources. Every call names the tenant; another tenant's source does not exist. */
public interface SourceLedger {
    /** Registers a source with a version and times of the ledger's own; empty when its id is taken. */
    Optional<NamedSource> add(String tenant, NamedSource source);

    /** Registers those whose ids are not taken. @return their ids */
    default List<String> addAll(String tenant, List<NamedSource> sources) {
        return sources.stream()
                .filter(source -> add(tenant, source).isPresent())
                .map(NamedSource::id)
                .toList();
    }

    Optional<NamedSource> source(String tenant, String id);

    /** Those of the ids that are registered, by id: one question for all sources of a job. */
    Map<String, NamedSource> registered(String tenant, List<String> ids);

    /** In order of id. */
    Page<NamedSource> sources(String tenant, SourceFilter filter, @Nullable String cursor, int limit);

    /**
     * Puts another definition in its place, if it still has this version. The budget counts from now on for running
     * jobs too; all else only for jobs submitted later.
     */
    SourceChange replace(String tenant, NamedSource source, long version);

    /** Forgets the definition, if it still has this version; its budget stays for jobs that run. */
    SourceChange remove(String tenant, String id, long version);

    /** Forgets those that are as they were read. */
    default void removeAll(String tenant, List<NamedSource> sources) {
        sources.forEach(source -> remove(tenant, source.id(), Objects.requireNonNull(source.version())));
    }

    /**
     * What became of a change.
     *
     * @param now the source after the call; null when there is none
     */
    record SourceChange(boolean changed, @Nullable NamedSource now) {}

    /**
     * Which sources are listed.
     *
     * @param connector null is any
     * @param site null is any, and none
     * @param labels all of these; empty is any
     */
    record SourceFilter(
            @Nullable String connector, @Nullable String site, Map<String, String> labels) {
        public static final SourceFilter ALL = new SourceFilter(null, null, Map.of());

        public static SourceFilter of(String site) {
            return new SourceFilter(null, site, Map.of());
        }

        public SourceFilter {
            labels = Map.copyOf(labels);
        }
    }
}
