package io.trawl.discovery.jdbc;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database source says of itself.
 *
 * @param url of a database in a file, the scheme is all that counts
 * @param path of a database in a file, else empty
 * @param credential reference to the password; null when it needs none
 * @param views whether views are read: what is in them mostly stands in tables too
 * @param foreignTables whether tables of other servers are read through this one
 * @param byKey whether tables are cut by primary key even where blocks would do
 * @param statementSeconds time-out of one statement
 */
record DatabaseOptions(
        DatabaseUrl url,
        String path,
        @Nullable String credential,
        boolean views,
        boolean foreignTables,
        boolean byKey,
        int statementSeconds) {
    static final int LOCK_SECONDS = 5;
    /** Of a table that can only be read in one go. */
    static final int TRANSACTION_SECONDS = 600;

    private static final int STATEMENT_SECONDS = 60;
    private static final int MAX_SECONDS = 3_600;
    private static final Set<String> KNOWN =
            Set.of("url", "user", "views", "foreign_tables", "slices", "statement_timeout_s");

    static DatabaseOptions ofServer(SourceSpec source, String pointer, int port) throws InvalidJob {
        String at = pointer + "/options";
        String scheme = String.valueOf(source.connector());
        checkNames(source, at);
        DatabaseUrl url = url(source, at, scheme, port);
        Object user = source.options().get("user");
        if (user != null && (!(user instanceof String name) || name.isBlank())) {
            throw new InvalidJob(at + "/user", "Give the user as a text, for example \"trawl\".");
        }
        if (user != null) {
            url = new DatabaseUrl(scheme, url.host(), url.port(), url.database(), (String) user, url.parameters());
        }
        if (url.user() == null) {
            throw new InvalidJob(at + "/user", "Name the user to read as, here or before the @ of the url.");
        }
        return of(source, at, url, "");
    }

    static DatabaseOptions ofFile(SourceSpec source, String pointer) throws InvalidJob {
        String at = pointer + "/options";
        String scheme = String.valueOf(source.connector());
        checkNames(source, at);
        String begin = scheme + "://";
        if (!(source.options().get("url") instanceof String text)
                || !text.startsWith(begin + "/")
                || text.chars().anyMatch(c -> c < ' ' || c == '?' || c == '#')) {
            throw new InvalidJob(at + "/url", "Give the url as " + begin + "/absolute/path, without ? and #.");
        }
        DatabaseUrl url = new DatabaseUrl(scheme, "", 0, "", null, Map.of());
        return of(source, at, url, text.substring(begin.length()));
    }

    String user() {
        String user = url.user();
        return user == null ? "" : user;
    }

    private static DatabaseOptions of(SourceSpec source, String at, DatabaseUrl url, String path) throws InvalidJob {
        Map<String, Object> options = source.options();
        return new DatabaseOptions(
                url,
                path,
                source.credential(),
                flag(options, "views", false, at),
                flag(options, "foreign_tables", true, at),
                byKey(options.get("slices"), at),
                seconds(options.get("statement_timeout_s"), at));
    }

    private static DatabaseUrl url(SourceSpec source, String at, String scheme, int port) throws InvalidJob {
        if (!(source.options().get("url") instanceof String text)) {
            throw new InvalidJob(
                    at + "/url", "Say where the database is: " + scheme + "://user@host:" + port + "/database.");
        }
        try {
            return DatabaseUrl.parse(text, scheme, port);
        } catch (DatabaseUrl.Refused e) {
            throw new InvalidJob(at + "/url", "The url " + e.reason() + ".");
        }
    }

    private static void checkNames(SourceSpec source, String at) throws InvalidJob {
        for (String name : source.options().keySet()) {
            if (!KNOWN.contains(name)) {
                throw new InvalidJob(
                        at + "/" + name.replace("~", "~0").replace("/", "~1"),
                        "The connector '" + source.connector() + "' has no option of this name; it knows "
                                + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
            }
        }
    }

    private static boolean flag(Map<String, Object> options, String name, boolean absent, String at) throws InvalidJob {
        Object value = options.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw new InvalidJob(at + "/" + name, "Say true or false; without it, it is " + absent + ".");
        }
        return value == null ? absent : (Boolean) value;
    }

    private static boolean byKey(@Nullable Object value, String at) throws InvalidJob {
        if (value != null && !value.equals("blocks") && !value.equals("key")) {
            throw new InvalidJob(at + "/slices", "Say \"blocks\" (the default, where there are any) or \"key\".");
        }
        return "key".equals(value);
    }

    private static int seconds(@Nullable Object value, String at) throws InvalidJob {
        if (value == null) {
            return STATEMENT_SECONDS;
        }
        if (value instanceof Integer seconds && seconds >= 1 && seconds <= MAX_SECONDS) {
            return seconds;
        }
        throw new InvalidJob(at + "/statement_timeout_s", "Give a whole number of seconds from 1 to 3600.");
    }
}
