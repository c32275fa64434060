package io.trawl.engine.workload;

import java.util.Map;

/**
 * What the process that opens a source lets it use.
 *
 * @param credentials asked only when the source is opened
 * @param settings of this installation for its connectors, for example {@code file.roots}; a connector knows its own
 */
public record SourceAccess(Credentials credentials, Map<String, String> settings) {
    /** No credentials and no settings. */
    public static final SourceAccess NONE = new SourceAccess(Credentials.NONE, Map.of());

    public SourceAccess {
        settings = Map.copyOf(settings);
    }

    /** Credentials of this environment and of files, and no settings. */
    public static SourceAccess of(Map<String, String> environment) {
        return new SourceAccess(new ReferencedCredentials(environment), Map.of());
    }

    @Override
    public String toString() {
        return "SourceAccess" + settings.keySet();
    }
}
