package io.trawl.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What of a new description of the API breaks clients of an old one, one sentence each. Requests may only become wider
 * and answers only richer; a value taken out of a closed set is breaking in both.
 */
final class OpenApiChanges {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();

    private OpenApiChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    static List<String> breaking(JsonNode before, JsonNode after) {
        OpenApiChanges changes = new OpenApiChanges(before, after);
        before.path("paths")
                .forEachEntry((path, item) -> item.properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> changes.operation(path, method.getKey())));
        return changes.found;
    }

    private void operation(String path, String method) {
        String name = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        JsonNode oldItem = before.path("paths").path(path);
        JsonNode newItem = after.path("paths").path(path);
        JsonNode old = oldItem.path(method);
        JsonNode now = newItem.path(method);
        if (now.isMissingNode()) {
            found.add(name + " is gone.");
            return;
        }
        String scope = now.path("x-trawl-scope").asString("");
        if (!scope.equals("none") && !scope.equals(old.path("x-trawl-scope").asString(""))) {
            found.add(name + " needs another scope: " + scope + ".");
        }
        parameters(name, parameters(before, oldItem, old), parameters(after, newItem, now));
        body(name, resolved(before, old.path("requestBody")), resolved(after, now.path("requestBody")));
        old.path("responses")
                .forEachEntry((status, response) -> answer(
                        name + " " + status,
                        resolved(before, response),
                        resolved(after, now.path("responses").path(status))));
    }

    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode item, JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        for (JsonNode holder : List.of(item, operation)) {
            holder.path("parameters").forEach(declared -> {
                JsonNode parameter = resolved(document, declared);
                parameters.put(
                        parameter.path("in").stringValue() + " "
                                + parameter.path("name").stringValue(),
                        parameter);
            });
        }
        return parameters;
    }

    private void parameters(String name, Map<String, JsonNode> old, Map<String, JsonNode> now) {
        old.forEach((parameter, was) -> {
            JsonNode is = now.get(parameter);
            if (is == null) {
                found.add(name + " no longer knows the parameter " + parameter + ".");
            } else {
                new SchemaChanges(before, after, true, found)
                        .compare(name + " " + parameter, was.path("schema"), is.path("schema"));
            }
        });
        now.forEach((parameter, is) -> {
            boolean wasRequired = old.containsKey(parameter)
                    && old.get(parameter).path("required").asBoolean(false);
            if (is.path("required").asBoolean(false) && !wasRequired) {
                found.add(name + " now needs the parameter " + parameter + ".");
            }
        });
    }

    private void body(String name, JsonNode old, JsonNode now) {
        if (now.path("required").asBoolean(false) && !old.path("required").asBoolean(false)) {
            found.add(name + " now needs a body.");
        }
        content(name + " body", old, now, true);
    }

    private void answer(String name, JsonNode old, JsonNode now) {
        if (now.isMissingNode()) {
            found.add(name + " is no longer an answer.");
            return;
        }
        old.path("headers").propertyNames().stream()
                .filter(header -> !now.path("headers").has(header))
                .forEach(header -> found.add(name + " no longer has the header " + header + "."));
        content(name, old, now, false);
    }

    private void content(String name, JsonNode old, JsonNode now, boolean request) {
        old.path("content").forEachEntry((type, media) -> {
            JsonNode is = now.path("content").path(type);
            if (is.isMissingNode()) {
                found.add(name + " is no longer known as " + type + ".");
            } else {
                new SchemaChanges(before, after, request, found)
                        .compare(name + " " + type, media.path("schema"), is.path("schema"));
            }
        });
    }

    static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** Compares schemas in one direction of travel. */
    private record SchemaChanges(
            JsonNode before, JsonNode after, boolean request, List<String> found, Set<String> visited) {
        private static final List<String> UPPER = List.of("maximum", "maxLength", "maxItems", "maxProperties");
        private static final List<String> LOWER = List.of("minimum", "minLength", "minItems", "minProperties");
        private static final List<String> EXACT = List.of("const", "pattern", "not", "format", "propertyNames");
        private static final List<String> COMPOSED = List.of("oneOf", "anyOf", "allOf");

        SchemaChanges(JsonNode before, JsonNode after, boolean request, List<String> found) {
            this(before, after, request, found, new HashSet<>());
        }

        void compare(String at, JsonNode oldNode, JsonNode newNode) {
            if (oldNode.isMissingNode() || !visited.add(oldNode + " " + newNode)) {
                return;
            }
            JsonNode old = resolved(before, oldNode);
            JsonNode now = resolved(after, newNode);
            if (now.isMissingNode()) {
                found.add(at + " is gone.");
                return;
            }
            if (old.has("$ref") || now.has("$ref")) {
                compare(at, old, now);
                return;
            }
            types(at, old, now);
            required(at, texts(old.path("required")), texts(now.path("required")));
            limits(at, old, now);
            old.path("properties")
                    .forEachEntry((name, was) ->
                            compare(at + "/" + name, was, now.path("properties").path(name)));
            if (old.path("items").isObject()) {
                compare(at + "/-", old.path("items"), now.path("items"));
            }
            if (old.path("additionalProperties").isObject()) {
                compare(at + "/*", old.path("additionalProperties"), now.path("additionalProperties"));
            }
            COMPOSED.forEach(keyword -> composed(at, keyword, old.path(keyword), now.path(keyword)));
        }

        private void types(String at, JsonNode old, JsonNode now) {
            Set<String> was = texts(old.path("type"));
            Set<String> is = texts(now.path("type"));
            boolean fits = request ? is.isEmpty() || is.containsAll(was) : was.isEmpty() || was.containsAll(is);
            if (!fits || (request && was.isEmpty() && !is.isEmpty()) || (!request && is.isEmpty() && !was.isEmpty())) {
                found.add(at + " has another type: " + is + " instead of " + was + ".");
            }
            Set<String> values = texts(now.path("enum"));
            if (now.has("enum") && !(old.has("enum") && values.containsAll(texts(old.path("enum"))))) {
                found.add(at + " knows fewer values: " + values + ".");
            }
        }

        private void required(String at, Set<String> was, Set<String> is) {
            Set<String> changed = new TreeSet<>(request ? is : was);
            changed.removeAll(request ? was : is);
            changed.forEach(name -> found.add(at + "/" + name + (request ? " is now needed." : " may now be absent.")));
        }

        private void limits(String at, JsonNode old, JsonNode now) {
            if (!request) {
                return;
            }
            for (String limit : UPPER) {
                narrowed(
                        at,
                        limit,
                        now.has(limit),
                        now.path(limit).asDouble(0) < old.path(limit).asDouble(Double.POSITIVE_INFINITY));
            }
            for (String limit : LOWER) {
                narrowed(
                        at,
                        limit,
                        now.has(limit),
                        now.path(limit).asDouble(0) > old.path(limit).asDouble(Double.NEGATIVE_INFINITY)
                                && now.path(limit).asDouble(0) != 0);
            }
            for (String keyword : EXACT) {
                narrowed(at, keyword, now.has(keyword), !now.path(keyword).equals(old.path(keyword)));
            }
        }

        private void narrowed(String at, String keyword, boolean there, boolean narrower) {
            if (there && narrower) {
                found.add(at + " has a narrower " + keyword + ".");
            }
        }

        private void composed(String at, String keyword, JsonNode old, JsonNode now) {
            boolean all = keyword.equals("allOf");
            if (old.size() > now.size() && !(all && request)) {
                found.add(at + " has fewer variants in " + keyword + ".");
            } else if (old.size() < now.size() && all && request) {
                found.add(at + " has more conditions in " + keyword + ".");
            }
            for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
                compare(at + "/" + keyword + "/" + i, old.get(i), now.get(i));
            }
        }

        private static Set<String> texts(JsonNode node) {
            Set<String> texts = new TreeSet<>();
            if (node.isArray()) {
                node.forEach(item -> texts.add(item.asString()));
            } else if (!node.isMissingNode()) {
                texts.add(node.asString());
            }
            return texts;
        }
    }
}
