package io.trawl.cli.run;

import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.logs.LogFormat;
import io.trawl.cli.logs.Logs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
public final class CommonOptions {
    /** Its value never stands on a command line, where every user of the machine can read it. */
    public static final String TOKEN_VARIABLE = "TRAWL_API_TOKEN";

    /** What a command presents to a server. */
    public static final String CLIENT_TOKEN_VARIABLE = "TRAWL_TOKEN";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where everything is kept (default: TRAWL_DATA_DIR, else ~/.trawl).")
    private @Nullable Path dataDir;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties with settings named trawl.….")
    private @Nullable Path config;

    public Settings settings(Surroundings surroundings) {
        return Settings.load(config, surroundings.environment());
    }

    /** For a process that keeps nothing: messages of the libraries go to the console, and keep their secrets. */
    public void logs(Surroundings surroundings) {
        Logs.toConsole(settings(surroundings)
                .text(Setting.LOG_FORMAT)
                .map(LogFormat::of)
                .orElse(LogFormat.TEXT));
    }

    /** Made when it is not there; from here on messages of the libraries go to its logs. */
    public DataDirectory dataDirectory(Surroundings surroundings) {
        Settings settings = settings(surroundings);
        LogFormat format = settings.text(Setting.LOG_FORMAT).map(LogFormat::of).orElse(LogFormat.TEXT);
        DataDirectory directory = DataDirectory.prepare(path(surroundings));
        Logs.to(directory.logs(), format);
        return directory;
    }

    /** The data directory, whether or not it is there. */
    public Path path(Surroundings surroundings) {
        Path path = dataDir;
        return path != null
                ? path
                : settings(surroundings)
                        .text(Setting.DATA_DIR)
                        .map(Path::of)
                        .orElseGet(() -> DataDirectory.defaultPath(
                                surroundings.environment(), surroundings.home().toString()));
    }

    /** Whether someone said which directory it is. */
    public boolean namesDirectory(Surroundings surroundings) {
        return dataDir != null || settings(surroundings).text(Setting.DATA_DIR).isPresent();
    }
}
