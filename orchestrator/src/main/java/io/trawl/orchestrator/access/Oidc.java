package io.trawl.orchestrator.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens of an OpenID Connect issuer: signed with one of its keys, for this service, now. */
public final class Oidc {
    /** Signatures with public keys alone. A token that says {@code none} or HS… is refused before any key is looked at. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);
    private static final long ASK_AGAIN_MILLIS = 30_000;
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final String NOT_VALID =
            "The token is not a valid one of the configured issuer for this service, or has expired; get a new one.";

    private final OidcSettings settings;
    private final String tenant;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param tenant of those whose tokens name none, when none is asked for */
    public Oidc(OidcSettings settings, String tenant) {
        this(settings, tenant, ASK_AGAIN_MILLIS);
    }

    Oidc(OidcSettings settings, String tenant, long askAgainMillis) {
        this.settings = settings;
        this.tenant = tenant;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new OidcKeys(settings, askAgainMillis)));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                Set.of(settings.audience()),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("sub", "exp"),
                Set.of());
        claims.setMaxClockSkew(Math.toIntExact(settings.skew().toSeconds()));
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** Whether it has the form of a signed token. */
    static boolean looksLikeOne(String presented) {
        return presented.chars().filter(c -> c == '.').count() == 2;
    }

    /** Texts of the library stay in the log: they may quote the token. */
    Verdict check(String presented) {
        try {
            return caller(processor.process(presented, null));
        } catch (KeySourceException e) {
            LOG.warn(
                    "The keys of the OIDC issuer cannot be had: {}",
                    e.getClass().getSimpleName());
            return new Verdict.Unavailable("The issuer of tokens does not answer; try again.");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            LOG.debug("A token was refused: {}", e.getClass().getSimpleName());
            return new Verdict.Refused(NOT_VALID);
        }
    }

    private Verdict caller(JWTClaimsSet claims) {
        Optional<String> whose = tenant(claims);
        if (whose.isEmpty()) {
            return new Verdict.Refused("The token names no tenant in the claim '" + settings.tenantClaim()
                    + "'; ask who manages the issuer for one that does.");
        }
        String subject = String.valueOf(claims.getSubject()).replaceAll("\\p{C}", "?");
        String name = "oidc:" + subject;
        if (subject.isBlank() || name.length() > Principal.MAX_NAME) {
            return new Verdict.Refused(NOT_VALID);
        }
        return new Verdict.Known(new Principal(name, whose.get(), scopes(claims)));
    }

    private Optional<String> tenant(JWTClaimsSet claims) {
        if (settings.tenantClaim() == null) {
            return Optional.of(tenant);
        }
        return claim(claims, settings.tenantClaim()) instanceof String named
                        && TENANT.matcher(named).matches()
                ? Optional.of(named)
                : Optional.empty();
    }

    private Set<Scope> scopes(JWTClaimsSet claims) {
        return texts(claim(claims, settings.scopesClaim()))
                .filter(text -> text.startsWith(settings.scopePrefix()))
                .map(text -> Scope.of(text.substring(settings.scopePrefix().length())))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" ", -1));
            case Collection<?> list ->
                list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    /** The claim of this very name, else the way along the dots. */
    private static @Nullable Object claim(JWTClaimsSet claims, String name) {
        Object direct = claims.getClaim(name);
        if (direct != null) {
            return direct;
        }
        Object at = claims.getClaims();
        for (String step : List.of(name.split("\\.", -1))) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }
}
