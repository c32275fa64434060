package io.trawl.cli.serve;

import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.run.EngineSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which PostgreSQL holds the ledger. */
public final class DatabaseOptions {
    @Option(
            names = "--database-url",
            paramLabel = "JDBC-URL",
            description = "The PostgreSQL to use, jdbc:postgresql://HOST:PORT/NAME (TRAWL_DATABASE_URL).")
    private @Nullable String url;

    /** Empty when nobody named one. */
    public Optional<EngineSettings.Database> database(Settings settings) {
        return settings.either(url, Setting.DATABASE_URL)
                .map(named -> new EngineSettings.Database(
                        named,
                        settings.text(Setting.DATABASE_USER).orElse(null),
                        settings.secret("TRAWL_DATABASE_PASSWORD")));
    }
}
