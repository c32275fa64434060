package io.trawl.orchestrator.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S2: tokens of an issuer, whose keys a real server hands out. */
class OidcTest {
    private static final String AUDIENCE = "https://trawl.example";
    private static RSAKey key;
    private static RSAKey otherKey;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private String issuer = "";

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("k2").generate();
    }

    @BeforeEach
    void startIssuer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            String page = pages.get(exchange.getRequestURI().getPath());
            byte[] body = page == null ? new byte[0] : page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page == null ? 500 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        publish(key);
        pages.put("/.well-known/openid-configuration", discovery(issuer));
    }

    @AfterEach
    void stopIssuer() {
        server.stop(0);
    }

    private String discovery(String said) {
        return "{\"issuer\": \"" + said + "\", \"jwks_uri\": \"" + issuer + "/keys\"}";
    }

    private void publish(RSAKey... keys) {
        pages.put("/keys", new JWKSet(List.of(keys)).toPublicJWKSet().toString());
    }

    private Oidc oidc(@Nullable String tenantClaim, String scopesClaim) {
        OidcSettings settings =
                new OidcSettings(issuer, null, AUDIENCE, scopesClaim, "trawl:", tenantClaim, Duration.ofSeconds(30));
        assertThat(settings.refusal()).isEmpty();
        return new Oidc(settings, "default", 1);
    }

    private Oidc oidc() {
        return oidc(null, "scope");
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject("alice")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("scope", "openid trawl:read trawl:submit trawl:root admin");
    }

    private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String signed(RSAKey by, JWTClaimsSet claims) throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build();
        return signed(header, new RSASSASigner(by), claims);
    }

    private static void assertRefused(Verdict verdict, String token) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why()).endsWith(".").doesNotContain(token, "alice"));
    }

    @Test
    void shouldKnowWhoHoldsAGoodToken() throws Exception {
        assertThat(oidc().check(signed(key, claims().build())))
                .isEqualTo(new Verdict.Known(new Principal("oidc:alice", "default", Set.of(Scope.READ, Scope.SUBMIT))));
    }

    @Test
    void shouldReadScopesAndTenantFromTheConfiguredClaims() throws Exception {
        JWTClaimsSet claims = claims().claim("realm", Map.of("roles", List.of("trawl:operate", "other")))
                .claim("org", "acme")
                .build();

        assertThat(oidc("org", "realm.roles").check(signed(key, claims)))
                .isEqualTo(new Verdict.Known(new Principal("oidc:alice", "acme", Set.of(Scope.OPERATE))));
        assertRefused(oidc("org", "scope").check(signed(key, claims().build())), "acme");
        assertRefused(
                oidc("org", "scope")
                        .check(signed(key, claims().claim("org", "a b").build())),
                "a b");
    }

    @Test
    void shouldRefuseWhatIsNotMeantForThisServiceNow() throws Exception {
        Oidc oidc = oidc();
        Instant now = Instant.now();
        List<JWTClaimsSet> bad = List.of(
                claims().issuer("https://evil.example").build(),
                claims().issuer(null).build(),
                claims().audience("https://other.example").build(),
                claims().audience((String) null).build(),
                claims().subject(null).build(),
                claims().expirationTime(null).build(),
                claims().expirationTime(Date.from(now.minusSeconds(60))).build(),
                claims().notBeforeTime(Date.from(now.plusSeconds(60))).build());

        for (JWTClaimsSet claims : bad) {
            String token = signed(key, claims);
            assertRefused(oidc.check(token), token);
        }
    }

    @Test
    void shouldBearClocksThatDifferALittle() throws Exception {
        JWTClaimsSet claims = claims().expirationTime(Date.from(Instant.now().minusSeconds(10)))
                .build();

        assertThat(oidc().check(signed(key, claims))).isInstanceOf(Verdict.Known.class);
    }

    /** No signature, a secret where a key belongs (the public key as HMAC secret), a stranger's key, other kinds. */
    @Test
    void shouldRefuseOtherSignatures() throws Exception {
        Oidc oidc = oidc();
        String none = new PlainJWT(claims().build()).serialize();
        byte[] publicKey = key.toRSAPublicKey().getEncoded();
        String hmac = signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
                new MACSigner(publicKey),
                claims().build());
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
        String other = signed(stranger, claims().build());
        String logout = signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("k1")
                        .type(new JOSEObjectType("logout+jwt"))
                        .build(),
                new RSASSASigner(key),
                claims().build());
        String good = signed(key, claims().build());
        String cut = good.substring(0, good.length() - 4);

        for (String token : List.of(none, hmac, other, logout, cut, "a.b.c", "..")) {
            assertRefused(oidc.check(token), token);
        }
    }

    @Test
    void shouldTakeUpANewKeyOfTheIssuer() throws Exception {
        Oidc oidc = oidc();
        assertThat(oidc.check(signed(key, claims().build()))).isInstanceOf(Verdict.Known.class);
        publish(key, otherKey);
        assertThat(oidc.check(signed(otherKey, claims().build()))).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void shouldNotFloodTheIssuerForMadeUpKeys() throws Exception {
        OidcSettings settings =
                new OidcSettings(issuer, null, AUDIENCE, "scope", "trawl:", null, Duration.ofSeconds(30));
        Oidc oidc = new Oidc(settings, "default");
        assertThat(oidc.check(signed(key, claims().build()))).isInstanceOf(Verdict.Known.class);
        int before = asked.get();

        for (int i = 0; i < 50; i++) {
            oidc.check(signed(otherKey, claims().build()));
        }

        assertThat(asked.get() - before).isLessThanOrEqualTo(2);
        assertThat(oidc.check(signed(key, claims().build()))).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void shouldSayThatTheIssuerDoesNotAnswer() throws Exception {
        pages.clear();
        Oidc oidc = oidc();
        String token = signed(key, claims().build());

        assertThat(oidc.check(token)).isInstanceOf(Verdict.Unavailable.class);
        pages.put("/.well-known/openid-configuration", discovery("https://evil.example"));
        assertThat(oidc.check(token)).isInstanceOf(Verdict.Unavailable.class);
        pages.put("/.well-known/openid-configuration", discovery(issuer));
        publish(key);
        assertThat(oidc.check(token)).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void shouldRefuseSettingsThatCannotBeMeant() {
        for (String bad : List.of("http://issuer.example", "issuer", "", "ftp://x/", "https:///x")) {
            assertThat(new OidcSettings(bad, null, AUDIENCE, "scope", "trawl:", null, Duration.ZERO).refusal())
                    .as(bad)
                    .isPresent();
        }
        assertThat(new OidcSettings("https://i.example", null, "", "scope", "", null, Duration.ZERO).refusal())
                .isPresent();
        assertThat(new OidcSettings(
                                "https://i.example", URI.create("http://i.example"), "a", "s", "", null, Duration.ZERO)
                        .refusal())
                .isPresent();
        assertThat(new OidcSettings("https://i.example", null, "a", "s", "", null, Duration.ofMinutes(6)).refusal())
                .isPresent();
    }
}
