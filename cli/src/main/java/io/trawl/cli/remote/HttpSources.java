package io.trawl.cli.remote;

import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceReport;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The registered sources of another trawl, over its HTTP API. */
public final class HttpSources implements AutoCloseable {
    private final NamedThings<NamedSource> sources;

    private HttpSources(NamedThings<NamedSource> sources) {
        this.sources = sources;
    }

    public static HttpSources at(URI server, @Nullable String token) {
        return new HttpSources(new NamedThings<>(server, token, "/sources", new TypeReference<>() {}));
    }

    public NamedSource add(NamedSource source) {
        return sources.add(source);
    }

    /** @param connector null is any; so is the site */
    public Page<NamedSource> list(
            @Nullable String connector,
            @Nullable String site,
            List<String> labels,
            @Nullable String cursor,
            int limit) {
        QueryString query =
                QueryString.page(cursor, limit).add("connector", connector).add("site", site);
        labels.forEach(label -> query.add("label", label));
        return sources.page(query, new TypeReference<>() {});
    }

    public NamedSource get(String id) {
        return sources.get(id);
    }

    public SourceReport test(String id) {
        return sources.act(id, "test", new TypeReference<>() {});
    }

    public void remove(String id) {
        sources.remove(id, NamedSource::version);
    }

    @Override
    public void close() {
        sources.close();
    }
}
