package io.trawl.orchestrator.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A running HTTP API. Any number may run in one process. The process's own logging and shutdown are left alone, but for
 * the web server's loggers, which tell warnings only.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    /** Held, since the JDK's logging forgets the level of a logger that nobody holds. */
    private static final List<java.util.logging.Logger> SERVER_LOGS = Stream.of(
                    "org.apache.catalina", "org.apache.coyote", "org.apache.tomcat")
            .map(java.util.logging.Logger::getLogger)
            .toList();

    private final ConfigurableApplicationContext context;
    private final URI uri;

    private ApiServer(ConfigurableApplicationContext context, URI uri) {
        this.context = context;
        this.uri = uri;
    }

    /**
     * Returns when requests are answered.
     *
     * @throws ApiStartFailed with one sentence: the access is not allowed, the address unknown, the port taken
     */
    public static ApiServer start(ApiConfig config, ApiParts parts) throws ApiStartFailed {
        Optional<String> refusal = config.access().refusal(anyToken(config, parts));
        if (refusal.isPresent()) {
            throw new ApiStartFailed(refusal.get(), null);
        }
        requireFree(config);
        SERVER_LOGS.forEach(log -> log.setLevel(Level.WARNING));
        ConfigurableApplicationContext context = run(config, parts);
        WebServer server = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
        int port = server.getPort();
        URI uri = URI.create("http://" + authority(config.access().bindAddress(), port));
        LOG.info("Trawl API listening on {}", uri);
        return new ApiServer(context, uri);
    }

    /** Only where it matters: elsewhere the store need not answer. */
    private static boolean anyToken(ApiConfig config, ApiParts parts) {
        return config.access().refusal(false).isPresent()
                && parts.access().tokens().anyLive(Instant.now());
    }

    private static ConfigurableApplicationContext run(ApiConfig config, ApiParts parts) throws ApiStartFailed {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(ApiWeb.class)
                .web(WebApplicationType.SERVLET)
                .environment(ApiSettings.environment(config))
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(context -> register((GenericApplicationContext) context, config, parts));
        // The framework's listeners would set up logging anew and read settings from files and the environment.
        builder.application().setListeners(List.of());
        try {
            return builder.run();
        } catch (RuntimeException e) {
            throw failure(config, e);
        }
    }

    private static void register(GenericApplicationContext context, ApiConfig config, ApiParts parts) {
        context.registerBean(ApiConfig.class, () -> config);
        context.registerBean(ApiParts.class, () -> parts);
    }

    /** Asked before anything is started: a taken port is then found at once and said without a stack trace in the log. */
    private static void requireFree(ApiConfig config) throws ApiStartFailed {
        String address = config.access().bindAddress();
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(bare(address)), config.port()));
        } catch (UnknownHostException e) {
            throw new ApiStartFailed(
                    "The API's bind address '" + Plain.text(address) + "' is not known on this machine; use "
                            + ApiAccess.LOOPBACK + " or another address of it.",
                    e);
        } catch (IOException e) {
            throw cannotListen(config, e);
        }
    }

    private static ApiStartFailed failure(ApiConfig config, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException) {
                return cannotListen(config, e);
            }
        }
        return new ApiStartFailed("The API could not be started; this is an error of Trawl, please report it.", e);
    }

    private static ApiStartFailed cannotListen(ApiConfig config, Exception e) {
        return new ApiStartFailed(
                "The API cannot listen on "
                        + authority(Plain.text(config.access().bindAddress()), config.port())
                        + ": the port is taken or not allowed; stop what uses it or choose another port.",
                e);
    }

    private static String authority(String address, int port) {
        String host = bare(address);
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String bare(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    /** What is mapped where, for the test that compares it with its description. */
    ConfigurableApplicationContext context() {
        return context;
    }

    /** The port it listens on, also when any free one was asked for. */
    public int port() {
        return uri.getPort();
    }

    /** Where it listens, for example {@code http://127.0.0.1:8080}. */
    public URI uri() {
        return uri;
    }

    /** Stops listening; requests under way are finished, for at most ten seconds. May be called again. */
    @Override
    public void close() {
        if (context.isActive()) {
            context.getBean(StatusWait.class).close();
            context.getBean(JobEvents.class).close();
            context.getBean(WorkersController.class).close();
            context.close();
        }
    }
}
