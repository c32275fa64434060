package io.trawl.discovery.jdbc;

import java.util.regex.Pattern;

/** Names of tables and columns: for a statement, and for people. */
final class Quoted {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    private Quoted() {}

    /** As an identifier: quotes in it are doubled, so that it ends where the name ends. */
    static String identifier(String name, char quote) {
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }

    /** As the name of an object: unambiguous, so a dot in a name is not one between names. */
    static String shown(String schema, String name) {
        return schema.isEmpty() ? part(name) : part(schema) + "." + part(name);
    }

    static String part(String name) {
        String printable =
                io.trawl.discovery.source.Names.display(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return PLAIN.matcher(name).matches() ? name : identifier(printable, '"');
    }
}
