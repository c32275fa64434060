package io.trawl.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The places of a document that a record stands for; the inside of maps and of raw JSON belongs to its sender. */
final class Fields {
    private static final Set<String> FREE =
            Set.of("options", "labels", "skipped", "failed", "excluded", "results", "tasks", "body");

    private Fields() {}

    /** A pointer to every field of every record in the document. */
    static List<String> of(JsonNode document) {
        List<String> pointers = new ArrayList<>();
        collect(document, "", pointers);
        return pointers;
    }

    /** A pointer to every object that is a record: the document itself, and those inside. */
    static Stream<String> records(JsonNode document) {
        return Stream.concat(Stream.of(""), of(document).stream()).filter(pointer -> isRecord(document, pointer));
    }

    static boolean isRecord(JsonNode document, String pointer) {
        return document.at(pointer).isObject() && !FREE.contains(name(pointer));
    }

    static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    static JsonNode parent(JsonNode document, String pointer) {
        return document.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    /** A copy of the document with another value at the pointer; null takes the field away. */
    static JsonNode with(JsonNode document, String pointer, JsonNode value) {
        JsonNode copy = document.deepCopy();
        ObjectNode parent = (ObjectNode) parent(copy, pointer);
        if (value == null) {
            parent.remove(name(pointer));
        } else {
            parent.set(name(pointer), value);
        }
        return copy;
    }

    private static void collect(JsonNode node, String at, List<String> into) {
        if (node.isObject()) {
            node.forEachEntry((name, child) -> {
                into.add(at + "/" + name);
                if (!(FREE.contains(name) && !child.isValueNode())) {
                    collect(child, at + "/" + name, into);
                }
            });
        } else if (node.isArray()) {
            List<JsonNode> items =
                    StreamSupport.stream(node.spliterator(), false).toList();
            for (int i = 0; i < items.size(); i++) {
                collect(items.get(i), at + "/" + i, into);
            }
        }
    }
}
