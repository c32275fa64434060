package io.trawl.cli.serve;

import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.orchestrator.access.OidcSettings;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may call the API, by the settings. */
final class AccessSettings {
    private AccessSettings() {}

    /** Whether callers have to present something also where only this machine can connect. */
    static boolean required(Settings settings) {
        String text = settings.text(Setting.ACCESS_REQUIRED).orElse("false").toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "'" + Setting.ACCESS_REQUIRED.key() + "' must be true or false, got '" + text + "'.");
        }
        return text.equals("true");
    }

    static @Nullable OidcSettings oidc(Settings settings) {
        Optional<String> issuer = settings.text(Setting.OIDC_ISSUER);
        if (issuer.isEmpty()) {
            if (settings.text(Setting.OIDC_AUDIENCE).isPresent()) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "'" + Setting.OIDC_AUDIENCE.key() + "' is set without '" + Setting.OIDC_ISSUER.key()
                                + "'; set the issuer, or leave both out.");
            }
            return null;
        }
        OidcSettings oidc = new OidcSettings(
                issuer.get(),
                settings.text(Setting.OIDC_JWKS_URL).map(AccessSettings::uri).orElse(null),
                settings.text(Setting.OIDC_AUDIENCE).orElse(""),
                settings.text(Setting.OIDC_SCOPES_CLAIM).orElse(OidcSettings.DEFAULT_SCOPES_CLAIM),
                settings.text(Setting.OIDC_SCOPE_PREFIX).orElse(OidcSettings.DEFAULT_SCOPE_PREFIX),
                settings.text(Setting.OIDC_TENANT_CLAIM).orElse(null),
                settings.text(Setting.OIDC_CLOCK_SKEW)
                        .map(AccessSettings::duration)
                        .orElse(OidcSettings.DEFAULT_SKEW));
        oidc.refusal().ifPresent(why -> {
            throw new Refusal(ExitCode.USAGE, why);
        });
        return oidc;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, "'" + Setting.OIDC_JWKS_URL.key() + "' is no address.", e);
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "'" + Setting.OIDC_CLOCK_SKEW.key() + "' must be a duration, for example PT30S, got '" + text
                            + "'.",
                    e);
        }
    }
}
