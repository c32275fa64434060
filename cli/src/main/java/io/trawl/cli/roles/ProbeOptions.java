package io.trawl.cli.roles;

import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.probe.ProbeServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where probes and metrics of a process without an API are answered. */
public final class ProbeOptions {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--probe-port",
            paramLabel = "PORT",
            description = "Port for health and metrics on TRAWL_PROBE_HOST (default: any free one of this machine).")
    private @Nullable Integer port;

    ProbeServer start(Settings settings, ProbeServer.Told told) {
        int listen = port != null
                ? Settings.within("--probe-port", port, 0, MAX_PORT)
                : settings.number(Setting.PROBE_PORT, 0, MAX_PORT).orElse(0);
        return ProbeServer.start(settings.text(Setting.PROBE_HOST).orElse(DEFAULT_HOST), listen, told);
    }
}
