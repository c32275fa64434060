package io.trawl.cli.sites;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Site;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl sites add} */
@Command(
        name = "add",
        header = "Register a site; one that does not answer is kept all the same, and asked again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl sites add london --url https://trawl.london.example --credential env:LONDON_TOKEN --import",
            "  trawl sites add tokyo --url https://trawl.tokyo.example --credential file:/run/secrets/tokyo \\",
            "      --authorities /etc/trawl/tokyo-ca.pem --residency strict --label region=apac"
        },
        mixinStandardHelpOptions = true)
final class AddSite implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "What sources and jobs call it.")
    private String id = "";

    @Option(names = "--url", required = true, description = "Of its API: https, or http to this very machine.")
    private String url = "";

    @Option(
            names = "--credential",
            paramLabel = "REFERENCE",
            description = "Where the master finds the token for the site: env:NAME or file:PATH.")
    private @Nullable String credential;

    @Option(
            names = "--authorities",
            paramLabel = "FILE",
            description = "PEM, where the master runs: certificates to trust.")
    private @Nullable Path authorities;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "PEM, where the master runs: what it shows of itself, for mutual TLS.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "PEM, where the master runs: of that certificate.")
    private @Nullable Path key;

    @Option(
            names = "--residency",
            description = "What may leave the site: OPEN (default: counts, and masked findings when somebody asks),"
                    + " or STRICT (counts alone).")
    private Site.Residency residency = Site.Residency.OPEN;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--import", description = "Take over the names and kinds of its sources at once.")
    private boolean sources;

    AddSite(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Site site = site();
        try (HttpSites sites = server.sites(surroundings)) {
            SitesTable.print(List.of(sites.add(site)), server.format(), surroundings);
            if (sources) {
                ImportedTable.print(sites.importSources(id), server.format(), surroundings);
            }
            return ExitCode.COMPLETE.number();
        }
    }

    private Site site() {
        try {
            return new Site(id, url, credential, tls(), residency, Site.State.ACTIVE, labels, null, null, null, null);
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        }
    }

    private Site.@Nullable Tls tls() {
        if ((certificate == null) != (key == null)) {
            throw new Refusal(ExitCode.USAGE, "'--certificate' and '--key' belong together; give both or neither.");
        }
        return authorities == null && certificate == null
                ? null
                : new Site.Tls(reference(authorities), reference(certificate), reference(key));
    }

    private static @Nullable String reference(@Nullable Path file) {
        return file == null ? null : "file:" + file.toAbsolutePath().normalize();
    }
}
