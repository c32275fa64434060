package io.trawl.cli.scan;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Databases to scan, by their URLs.
 *
 * @param credential reference to the password of all of them; null when they need none
 */
record DatabaseTargets(List<String> urls, @Nullable String credential) {
    static final DatabaseTargets NONE = new DatabaseTargets(List.of(), null);

    private static final Set<String> SCHEMES = Set.of("postgresql", "mariadb", "mysql", "sqlite");
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/?#]*)@)?([^?#]*).*", Pattern.DOTALL);

    DatabaseTargets {
        urls = urls.stream()
                .map(url -> url.replaceFirst("^postgres://", "postgresql://"))
                .distinct()
                .toList();
        urls.forEach(DatabaseTargets::check);
    }

    /** Whether a word on the command line is meant as a URL; everything else is a path. */
    static boolean isUrl(String target) {
        return URL.matcher(target).matches();
    }

    List<SourceSpec> sources() {
        return urls.stream().map(this::source).toList();
    }

    private SourceSpec source(String url) {
        return new SourceSpec(SourceId.ofText(place(url)), scheme(url), Map.of("url", url), null, credential, null);
    }

    /** Without user and parameters: budgets go by the place. */
    private static String place(String url) {
        Matcher parts = parts(url);
        return parts.group(1) + "://" + parts.group(3);
    }

    private static String scheme(String url) {
        return parts(url).group(1);
    }

    private static void check(String url) {
        Matcher parts = parts(url);
        if (!SCHEMES.contains(parts.group(1))) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "There are no sources of the kind " + parts.group(1)
                            + "://; name a path, or a database by postgresql://, mariadb://, mysql:// or sqlite://.");
        }
        String user = parts.group(2);
        if (user != null && user.indexOf(':') >= 0) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The URL holds a password, which others on this machine can see; leave it out, and say where it is"
                            + " with --credential env:NAME or --credential file:PATH.");
        }
    }

    private static Matcher parts(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("No URL");
        }
        return parts;
    }
}
