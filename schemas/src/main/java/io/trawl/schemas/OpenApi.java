package io.trawl.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the HTTP API (OpenAPI 3.1) in one piece. The file it is made of refers to the schemas of this
 * module by their URNs; most tools follow no URN, so here every schema stands under {@code components}.
 */
public final class OpenApi {
    private static final String SOURCE = "/openapi/v1.json";
    private static final String COMMON = "x-trawl-common-responses";
    private static final String COMPONENTS = "#/components/schemas/";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern URN = Pattern.compile("urn:trawl:schema:([a-z-]+):v1(?:#(/.*))?");

    private final Set<String> wanted = new LinkedHashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private OpenApi() {}

    /** A new tree each time; the caller may keep it. */
    public static ObjectNode document() {
        ObjectNode document = read(SOURCE);
        spreadCommonResponses(document);
        new OpenApi().embed(document);
        return document;
    }

    /** Probes answer everybody, and refuse nobody. */
    private static void spreadCommonResponses(ObjectNode document) {
        JsonNode common = document.remove(COMMON);
        for (JsonNode path : document.path("paths").values()) {
            for (Map.Entry<String, JsonNode> method : path.properties()) {
                JsonNode operation = method.getValue();
                if (METHODS.contains(method.getKey())
                        && !operation.path("x-trawl-scope").asString("").equals("none")) {
                    ObjectNode responses = operation.withObject("/responses");
                    common.properties().stream()
                            .filter(response -> !responses.has(response.getKey()))
                            .forEach(response -> responses.set(
                                    response.getKey(), response.getValue().deepCopy()));
                }
            }
        }
    }

    private void embed(ObjectNode document) {
        rewrite(document, null);
        ObjectNode schemas = document.withObject("/components/schemas");
        while (!open.isEmpty()) {
            String name = open.remove();
            ObjectNode schema = read("/schemas/" + name + "/v1.json");
            schema.remove("$schema");
            schema.remove("$id");
            rewrite(schema, name);
            schemas.set(name, schema);
        }
    }

    /** @param schema where {@code #} points; null is the document itself */
    private void rewrite(JsonNode node, @Nullable String schema) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            object.put("$ref", target(object.path("$ref").stringValue(), schema));
        }
        node.values().forEach(child -> rewrite(child, schema));
    }

    private String target(String reference, @Nullable String schema) {
        Matcher urn = URN.matcher(reference);
        if (!urn.matches()) {
            return schema == null ? reference : COMPONENTS + schema + reference.substring(1);
        }
        String name = urn.group(1);
        if (wanted.add(name)) {
            open.add(name);
        }
        return COMPONENTS + name + (urn.group(2) == null ? "" : urn.group(2));
    }

    private static ObjectNode read(String resource) {
        try (InputStream in = OpenApi.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + resource + " on the class path.");
            }
            return (ObjectNode) Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
