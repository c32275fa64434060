package io.trawl.orchestrator.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public keys: kept for some minutes, asked for anew when a token names one that is not among them, but
 * never more often than every half minute, so that made-up key names are no way to flood the issuer.
 */
final class OidcKeys implements JWKSource<SecurityContext> {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MAX_BYTES = 1 << 20;
    private static final long KEEP_MILLIS = 300_000;
    private static final long REFRESH_TIMEOUT_MILLIS = 15_000;

    private final OidcSettings settings;
    private final long askAgainMillis;
    private final ResourceRetriever http = new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
    private @Nullable JWKSource<SecurityContext> source;

    /** @param askAgainMillis least time between two questions to the issuer beyond the usual one */
    OidcKeys(OidcSettings settings, long askAgainMillis) {
        this.settings = settings;
        this.askAgainMillis = askAgainMillis;
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        return found().get(selector, context);
    }

    /** Not at the start: this service can start while its issuer is down. */
    private synchronized JWKSource<SecurityContext> found() throws KeySourceException {
        JWKSource<SecurityContext> known = source;
        if (known == null) {
            known = open(settings.keys() == null ? discovered() : settings.keys());
            source = known;
        }
        return known;
    }

    private JWKSource<SecurityContext> open(URI keys) throws KeySourceException {
        try {
            return JWKSourceBuilder.<SecurityContext>create(keys.toURL(), http)
                    .cache(KEEP_MILLIS, REFRESH_TIMEOUT_MILLIS)
                    .refreshAheadCache(false)
                    .rateLimited(askAgainMillis)
                    .retrying(true)
                    .build();
        } catch (MalformedURLException e) {
            throw new RemoteKeySourceException("The address of the keys is none.", e);
        }
    }

    private URI discovered() throws KeySourceException {
        try {
            String document =
                    http.retrieveResource(settings.discovery().toURL()).getContent();
            Map<String, Object> said = JSONObjectUtils.parse(document);
            String keys = JSONObjectUtils.getString(said, "jwks_uri");
            if (keys == null || !settings.issuer().equals(JSONObjectUtils.getString(said, "issuer"))) {
                throw new RemoteKeySourceException("The discovery document is that of another issuer.", null);
            }
            return URI.create(keys);
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new RemoteKeySourceException("The discovery document cannot be read.", e);
        }
    }
}
