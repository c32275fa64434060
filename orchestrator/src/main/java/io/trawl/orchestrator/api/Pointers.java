package io.trawl.orchestrator.api;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** JSON pointers (RFC 6901) to places in a request. */
final class Pointers {
    private Pointers() {}

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    static String of(JacksonException e) {
        StringBuilder out = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            out.append('/').append(name == null ? Integer.toString(step.getIndex()) : escape(name));
        }
        return out.toString();
    }

    /**
     * The place of a field that a nested record refused. A record names its field in its own words, which may begin with
     * the names of where it usually stands ({@code limits.concurrency}) and which the path holds already.
     */
    static String of(JacksonException e, String field) {
        List<String> names = new ArrayList<>();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() != null) {
                names.add(step.getPropertyName());
            }
        }
        for (int from = 0; from < names.size(); from++) {
            String prefix = String.join(".", names.subList(from, names.size())) + ".";
            if (field.startsWith(prefix)) {
                return of(e) + of(field.substring(prefix.length()));
            }
        }
        return of(e) + of(field);
    }

    /** {@code sources.0.id} becomes {@code /sources/0/id}. */
    static String of(String dotted) {
        return dotted.isEmpty() ? "" : "/" + escape(dotted).replace('.', '/');
    }
}
