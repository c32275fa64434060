package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of a test's own, made by the JDK's keytool. */
public final class TestCa {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    private TestCa(Path directory) {
        this.directory = directory;
    }

    public static TestCa make(Path directory) throws IOException, InterruptedException {
        TestCa ca = new TestCa(directory);
        ca.keytool("ca", "-genkeypair", "-dname", "CN=Trawl test CA", "-ext", "bc:c");
        ca.keytool("ca", "-exportcert", "-rfc", "-file", ca.certificate().toString());
        return ca;
    }

    /** PEM. */
    public Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** A server with a certificate for this name. */
    public SSLContext server(String name) throws IOException, InterruptedException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(store(name)), null, null);
        return context;
    }

    /** The same, which takes those for whom this authority vouches for known. */
    public SSLContext serverOfKnown(String name) throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        try (InputStream in = Files.newInputStream(certificate())) {
            known.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(store(name)), trust.getTrustManagers(), null);
        return context;
    }

    /**
     * Who somebody is, in PEM.
     *
     * @param certificate with its chain
     * @param key PKCS #8
     */
    public record Identity(Path certificate, Path key) {}

    public Identity identity(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Key key = store(name).getKey(name, PASSWORD.toCharArray());
        Path file = directory.resolve(name + ".key");
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        return new Identity(directory.resolve(name + ".pem"), file);
    }

    /** A key pair, and a certificate of it for this name. */
    private KeyStore store(String name) throws IOException, InterruptedException, GeneralSecurityException {
        String request = directory.resolve(name + ".csr").toString();
        String signed = directory.resolve(name + ".pem").toString();
        keytool(name, "-genkeypair", "-dname", "CN=" + name);
        keytool(name, "-certreq", "-file", request);
        keytool("ca", "-gencert", "-rfc", "-infile", request, "-outfile", signed, "-ext", "san=dns:" + name);
        Files.writeString(Path.of(signed), Files.readString(Path.of(signed)) + Files.readString(certificate()));
        keytool(name, "-importcert", "-noprompt", "-trustcacerts", "-file", signed);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyManager[] keys(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return keys.getKeyManagers();
    }

    private void keytool(String alias, String command, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                alias,
                "-keystore",
                directory.resolve(alias + ".p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        if (command.equals("-genkeypair")) {
            line.addAll(List.of("-keyalg", "EC", "-validity", "2"));
        }
        line.addAll(List.of(more));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
