package io.trawl.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The part of an address behind the question mark. */
final class QueryString {
    private final StringBuilder text = new StringBuilder();

    static QueryString page(@Nullable String cursor, int limit) {
        return new QueryString().add("limit", Integer.toString(limit)).add("cursor", cursor);
    }

    /** Null adds nothing. */
    QueryString add(String name, @Nullable String value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
