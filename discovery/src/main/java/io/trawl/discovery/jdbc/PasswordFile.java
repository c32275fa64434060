package io.trawl.discovery.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of {@code host:port:database:user:password}; an asterisk fits all, a backslash takes the next character as it is. */
final class PasswordFile {
    private static final String NAME = "pgpass";
    private static final int FIELDS = 5;

    private PasswordFile() {}

    /**
     * The password that a credential stands for: in a file whose name ends in {@code pgpass} that of the first line
     * that fits, of anything else the first line.
     *
     * @return null when no line fits
     */
    static @Nullable String password(String reference, String secret, DatabaseUrl url, String user) {
        List<String> lines = secret.lines().toList();
        return reference.endsWith(NAME) ? find(lines, url, user) : lines.getFirst();
    }

    static @Nullable String find(List<String> lines, DatabaseUrl url, String user) {
        String[] wanted = {url.host(), Integer.toString(url.port()), url.database(), user};
        for (String line : lines) {
            List<String> fields = line.startsWith("#") ? List.of() : fields(line);
            boolean fits = fields.size() == FIELDS;
            for (int i = 0; fits && i < wanted.length; i++) {
                fits = fields.get(i).equals("*") || fields.get(i).equals(wanted[i]);
            }
            if (fits) {
                return fields.getLast();
            }
        }
        return null;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                i += c == '\\' && i + 1 < line.length() ? 1 : 0;
                field.append(line.charAt(i));
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
