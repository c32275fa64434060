package io.trawl.orchestrator.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates of receivers are believed. */
public final class Trust {
    private static final long MAX_FILE = 1 << 20;

    private final SSLSocketFactory sockets;

    private Trust(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    /** What the JVM believes. */
    public static Trust usual() {
        return new Trust((SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /**
     * What the JVM believes, and the certificates of a file.
     *
     * @param pem certificates one behind the other
     * @throws IOException in one sentence, when it cannot be read or holds none
     */
    public static Trust with(Path pem) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                add(store, known);
            }
            for (Certificate more : certificates(pem)) {
                add(store, more);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {manager(store)}, null);
            return new Trust(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException("it does not hold certificates in PEM.", e);
        }
    }

    private static void add(KeyStore store, Certificate certificate) throws GeneralSecurityException {
        store.setCertificateEntry(String.valueOf(store.size()), certificate);
    }

    private static Collection<? extends Certificate> certificates(Path pem) throws IOException, CertificateException {
        if (!Files.isReadable(pem)) {
            throw new IOException("it is not there or may not be read.");
        }
        if (Files.size(pem) > MAX_FILE) {
            throw new IOException("it has more than 1 MiB.");
        }
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("it holds no certificate.");
            }
            return found;
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("The JVM checks no certificates."));
    }

    SSLSocketFactory sockets() {
        return sockets;
    }

    /** Why a receiver was not believed, in a sentence for who named it. */
    static String refusal(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException _ -> {
                    return "The receiver's certificate has expired; renew it.";
                }
                case CertificateNotYetValidException _ -> {
                    return "The receiver's certificate is not valid yet; check the clocks of both machines.";
                }
                case CertPathBuilderException _ -> {
                    return "The receiver's certificate is signed by nobody who is trusted here; use one of a known CA,"
                            + " or name its CA in trawl.webhooks.ca_file.";
                }
                case CertificateException e
                when e.getCause() == null -> {
                    return "The receiver's certificate is for another name than the URL's; use a certificate for that"
                            + " name.";
                }
                default -> {}
            }
        }
        return "The receiver's TLS handshake failed; check its certificate and its protocol versions.";
    }
}
