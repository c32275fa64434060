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

    /** Made when it is not there; from here on messages of the libraries go to its logs. */
    public DataDirectory dataDirectory(Surroundings surroundings) {
        Settings settings = settings(surroundings);
        LogFormat format = settings.text(Setting.LOG_FORMAT).map(LogFormat::of).orElse(LogFormat.TEXT);
        Path path = dataDir;
        if (path == null) {
            path = settings.text(Setting.DATA_DIR)
                    .map(Path::of)
                    .orElseGet(() -> DataDirectory.defaultPath(
                            surroundings.environment(), surroundings.home().toString()));
        }
        DataDirectory directory = DataDirectory.prepare(path);
        Logs.to(directory.logs(), format);
        return directory;
    }

    /** Whether someone said which directory it is. */
    public boolean namesDirectory(Surroundings surroundings) {
        return dataDir != null || settings(surroundings).text(Setting.DATA_DIR).isPresent();
    }
}
