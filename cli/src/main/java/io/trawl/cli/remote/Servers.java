package io.trawl.cli.remote;

import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.database.Instance;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Finds the server that a command should talk to. */
public final class Servers {
    public static final String ENVIRONMENT = "TRAWL_SERVER";
    public static final URI DEFAULT = URI.create("http://127.0.0.1:8080");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Servers() {}

    /** @throws Refusal when the text is no address of a server */
    public static URI parse(String text) {
        try {
            URI uri = URI.create(text.strip());
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for the wrong kind of address.
        }
        throw new Refusal(
                ExitCode.USAGE, "'" + text + "' is no address of a server; write for example " + DEFAULT + ".");
    }

    /** The API of the process that works in the directory, if it has one and answers. */
    public static Optional<URI> of(DataDirectory directory) {
        return instance(directory.path())
                .flatMap(instance -> Optional.ofNullable(instance.api()))
                .filter(Servers::answers);
    }

    /** Who works in the directory, by what it says of itself. */
    public static Optional<Instance> instance(Path directory) {
        return Instance.in(directory).filter(Instance::alive);
    }

    /** Whether something there says it is ready. Needs no token. */
    public static boolean answers(URI server) {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/actuator/health/readiness"))
                    .timeout(PATIENCE)
                    .GET()
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
