package io.trawl.federation;

import io.trawl.engine.workload.Credentials;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.Site;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Sites over HTTP: one client for all that need nothing of their own, and one for each that has its own certificates. */
final class HttpChildren implements Children, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long MAX_FILE = 1 << 20;
    private static final String FILE = "file:";
    private static final char[] UNSAID = "unsaid".toCharArray();

    private final Credentials credentials;
    private final HttpClient shared;

    HttpChildren(Credentials credentials) {
        this.credentials = credentials;
        this.shared = client(null);
    }

    private static HttpClient client(@Nullable SSLContext context) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        return (context == null ? builder : builder.sslContext(context)).build();
    }

    @Override
    public Child open(Site site) throws NoAnswer {
        if (site.tls() == null) {
            return new HttpChild(site, shared, credentials, () -> {});
        }
        try {
            HttpClient own = client(context(site.tls()));
            return new HttpChild(site, own, credentials, own::shutdownNow);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new NoAnswer("tls_files");
        }
    }

    private static SSLContext context(Site.Tls tls) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(tls.authorities() == null ? null : trusted(tls.authorities()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (tls.certificate() != null && tls.key() != null) {
            KeyStore own = empty();
            own.setKeyEntry(
                    "own",
                    key(bytes(tls.key())),
                    UNSAID,
                    certificates(tls.certificate()).toArray(Certificate[]::new));
            keys.init(own, UNSAID);
        } else {
            keys.init(empty(), UNSAID);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore trusted(String reference) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (Certificate certificate : certificates(reference)) {
            store.setCertificateEntry(String.valueOf(store.size()), certificate);
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(String reference)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(path(reference))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static Path path(String reference) {
        return Path.of(reference.substring(FILE.length()));
    }

    private static byte[] bytes(String reference) throws IOException {
        Path file = path(reference);
        if (Files.size(file) > MAX_FILE) {
            throw new IOException("The key's file is too large.");
        }
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return Base64.getMimeDecoder().decode(body.strip());
    }

    /** PKCS #8 says in itself which kind it is, and the JDK wants to be told. */
    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (String kind : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // Another kind, perhaps.
                continue;
            }
        }
        throw new InvalidKeySpecException("The key is no PKCS #8 key of a kind that is known.");
    }

    @Override
    public void close() {
        shared.shutdownNow();
    }
}
