package io.trawl.cli.serve;

import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import io.trawl.engine.workload.ReferencedCredentials;
import io.trawl.engine.workload.SourceAccess;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What processes that serve or work read from their settings alike. */
public final class ServiceSettings {
    private ServiceSettings() {}

    /** How long what has ended is kept. */
    public static Retention retention(Settings settings) {
        return Retention.DEFAULT.keeping(
                settings.duration(Setting.JOBS_KEEP, Duration.ofMinutes(1), Retention.MAX_KEPT)
                        .orElse(Retention.DEFAULT.jobs()),
                settings.duration(Setting.JOBS_RETRYABLE, Duration.ZERO, Retention.MAX_KEPT)
                        .orElse(Retention.DEFAULT.retryable()));
    }

    /** Jobs of one tenant that may be alive at a time. */
    public static int jobsAlive(Settings settings) {
        return settings.number(Setting.JOBS_ALIVE, 1, EngineSettings.MAX_JOBS_ALIVE)
                .orElse(NewJob.DEFAULT_ALIVE_LIMIT);
    }

    /** What sources may be opened with. */
    public static SourceAccess access(Settings settings, Surroundings surroundings) {
        return new SourceAccess(
                new ReferencedCredentials(surroundings.environment()),
                settings.text(Setting.FILE_ROOTS)
                        .map(roots -> Map.of("file.roots", roots))
                        .orElse(Map.of()));
    }

    /** Attempts at the same time. @param option wins when it is given */
    public static int threads(Settings settings, @Nullable Integer option) {
        return option != null
                ? Settings.within("--threads", option, 1, EngineSettings.MAX_THREADS)
                : settings.number(Setting.THREADS, 1, EngineSettings.MAX_THREADS)
                        .orElseGet(EngineSettings::defaultThreads);
    }
}
