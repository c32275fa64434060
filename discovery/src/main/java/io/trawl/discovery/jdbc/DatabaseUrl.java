package io.trawl.discovery.jdbc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is. It is taken apart here and put together anew for the driver, which so never sees a text that
 * came from outside: drivers have parameters that load classes and write files.
 *
 * @param host a DNS name, an IPv4 address in four decimal parts, or an IPv6 address without brackets
 * @param user null when it is said elsewhere
 * @param parameters of {@link #PARAMETERS}, as given
 */
record DatabaseUrl(
        String scheme,
        String host,
        int port,
        String database,
        @Nullable String user,
        Map<String, String> parameters) {
    /** Everything else is refused: socketFactory, sslfactory, loggerFile and their like run code or write files. */
    static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "connectTimeout", "socketTimeout");

    private static final int MAX_LENGTH = 2_000;
    private static final Pattern FORM = Pattern.compile(
            "([a-z]+)://(?:([^@/?#]*)@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?/([^/?#]+)(?:\\?([^#]*))?");
    private static final Pattern LAST_LABEL_OF_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\.?");
    private static final Pattern QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

    DatabaseUrl {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** @throws Refused with one sentence; it does not repeat the URL, which may hold a password */
    static DatabaseUrl parse(String text, String scheme, int defaultPort) throws Refused {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\')) {
            throw new Refused("has characters that a URL cannot have, or is longer than 2,000 of them");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new Refused("is not of the form " + scheme + "://[user@]host[:port]/database[?parameters]");
        }
        if (!form.group(1).equals(scheme)) {
            throw new Refused("begins with another scheme than " + scheme + "://");
        }
        int port = form.group(4) == null ? defaultPort : Integer.parseInt(form.group(4));
        if (port < 1 || port > 65_535) {
            throw new Refused("names a port that is not between 1 and 65535");
        }
        String database = PercentEncoded.decode(form.group(5));
        return new DatabaseUrl(
                scheme, host(form.group(3)), port, plain(database), user(form.group(2)), parameters(form.group(6)));
    }

    private static String host(String host) throws Refused {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        // 0x7f.1, 2130706433 and 0177.0.0.1 are addresses to some resolvers, and look like names to a rule.
        if (LAST_LABEL_OF_A_NUMBER.matcher(host).matches()
                && !QUAD.matcher(host).matches()) {
            throw new Refused("names its host by a number; write an address as four decimal parts");
        }
        return host;
    }

    private static @Nullable String user(@Nullable String info) throws Refused {
        if (info == null) {
            return null;
        }
        if (info.indexOf(':') >= 0) {
            throw new Refused(
                    "holds a password; leave it out and give a reference, env:NAME or file:PATH, as credential");
        }
        return plain(PercentEncoded.decode(info));
    }

    private static Map<String, String> parameters(@Nullable String query) throws Refused {
        Map<String, String> all = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return all;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!PARAMETERS.contains(name)) {
                throw new Refused("has a parameter that is not among the allowed ones; these are "
                        + String.join(", ", PARAMETERS.stream().sorted().toList()));
            }
            String value = plain(PercentEncoded.decode(equals < 0 ? "" : pair.substring(equals + 1)));
            if (all.put(name, value) != null) {
                throw new Refused("has the parameter " + name + " twice");
            }
        }
        return all;
    }

    private static String plain(String text) throws Refused {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new Refused("has an empty part, or one with control characters");
        }
        return text;
    }

    /** Why a URL is refused, as the end of a sentence that begins with what it is. */
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
