package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.trawl.engine.testkit.TestCa;
import io.trawl.engine.workload.Credentials;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.Json;
import io.trawl.schemas.Site;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A site behind HTTPS that wants to know who asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutualTlsTest {
    @TempDir
    private static Path home;

    private TestCa ca;
    private HttpsServer server;
    private TestCa.Identity master;

    @BeforeAll
    void serve() throws Exception {
        ca = TestCa.make(Files.createDirectories(home.resolve("ca")));
        SSLContext context = ca.serverOfKnown("localhost");
        master = ca.identity("master");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        byte[] answer = Json.mapper()
                .writeValueAsString(new InstallationView(
                        new UUID(1, 1), 1, new UUID(2, 2), "0.1.0", "SINGLE_PROCESS", List.of(), List.of()))
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/installation", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    private InstallationView ask(Site.@Nullable Tls tls) throws Child.NoAnswer, Child.Declined {
        Site site = new Site(
                "london",
                "https://localhost:" + server.getAddress().getPort(),
                null,
                tls,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        try (HttpChildren children = new HttpChildren(Credentials.NONE);
                Child child = children.open(site)) {
            return child.installation();
        }
    }

    private static String file(Path path) {
        return "file:" + path;
    }

    @Test
    void shouldShowWhoItIsAndBelieveTheSitesAuthority() throws Exception {
        Site.Tls tls = new Site.Tls(file(ca.certificate()), file(master.certificate()), file(master.key()));
        assertThat(ask(tls).installationId()).isEqualTo(new UUID(1, 1));
    }

    @Test
    void shouldNotBelieveAnAuthorityThatNobodyNamed() {
        assertThatThrownBy(() -> ask(null)).isInstanceOf(Child.NoAnswer.class).hasMessageContaining("tls");
    }

    @Test
    void shouldNotBeKnownWithoutACertificate() {
        assertThatThrownBy(() -> ask(new Site.Tls(file(ca.certificate()), null, null)))
                .isInstanceOf(Child.NoAnswer.class);
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        assertThatThrownBy(() -> ask(new Site.Tls(file(home.resolve("nowhere.pem")), null, null)))
                .isInstanceOf(Child.NoAnswer.class)
                .hasMessageContaining("tls_files");
    }
}
