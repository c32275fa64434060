package io.trawl.orchestrator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of a test's own, made by the JDK's keytool. */
final class TestCa {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    private TestCa(Path directory) {
        this.directory = directory;
    }

    static TestCa make(Path directory) throws IOException, InterruptedException {
        TestCa ca = new TestCa(directory);
        ca.keytool("ca", "-genkeypair", "-dname", "CN=Trawl test CA", "-ext", "bc:c");
        ca.keytool("ca", "-exportcert", "-rfc", "-file", ca.certificate().toString());
        return ca;
    }

    /** PEM. */
    Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** A server with a certificate for this name. */
    SSLContext server(String name) throws IOException, InterruptedException, GeneralSecurityException {
        String request = directory.resolve("server.csr").toString();
        String signed = directory.resolve("server.pem").toString();
        keytool("server", "-genkeypair", "-dname", "CN=" + name);
        keytool("server", "-certreq", "-file", request);
        keytool("ca", "-gencert", "-rfc", "-infile", request, "-outfile", signed, "-ext", "san=dns:" + name);
        Files.writeString(Path.of(signed), Files.readString(Path.of(signed)) + Files.readString(certificate()));
        keytool("server", "-importcert", "-noprompt", "-trustcacerts", "-file", signed);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("server.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
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
