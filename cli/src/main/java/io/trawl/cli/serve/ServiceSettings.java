package io.trawl.cli.serve;

import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import io.trawl.engine.workload.ReferencedCredentials;
import io.trawl.engine.workload.SourceAccess;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What processes that serve or work read from their settings alike. */
public final class ServiceSettings {
    private static final String COLLECTOR_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT";

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

    /** Where spans are sent; null sends none. The variable is the one that OpenTelemetry's programs have in common. */
    public static @Nullable URI collector(Settings settings) {
        String ours = settings.text(Setting.OTEL_ENDPOINT).orElse(null);
        if (ours != null) {
            return collector(Setting.OTEL_ENDPOINT.key(), ours);
        }
        String common = settings.secret(COLLECTOR_VARIABLE);
        return common == null ? null : collector(COLLECTOR_VARIABLE, common);
    }

    private static URI collector(String name, String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (http && plain && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw notACollector(name, e);
        }
        throw notACollector(name, null);
    }

    /** Without the text: somebody may have put a password into it. */
    private static Refusal notACollector(String name, @Nullable Exception cause) {
        String sentence = "'" + name + "' must be the http or https address of a collector, without a user or a query,"
                + " for example http://collector:4318.";
        return cause == null ? new Refusal(ExitCode.USAGE, sentence) : new Refusal(ExitCode.USAGE, sentence, cause);
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
