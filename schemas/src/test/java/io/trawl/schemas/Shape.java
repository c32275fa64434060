package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;

/**
 * What a reader has to know of a schema, flat: each field's path with its type, and whether it is required. Two schemas
 * of the same shape may differ in limits and words.
 *
 * @param fields by path; {@code -} stands for the items of an array, {@code *} for the values of a map
 */
record Shape(SortedMap<String, String> fields) {
    private static final SchemaGenerator GENERATOR = generator();

    /** What the record would have, if its schema were generated. */
    static Shape generated(Type type, Type... arguments) {
        return of(GENERATOR.generateSchema(type, arguments));
    }

    static Shape committed(String schema) {
        return of(CommittedSchemas.tree(schema));
    }

    static Shape committed(String schema, String definition) {
        JsonNode root = CommittedSchemas.tree(schema);
        return new Walk(root).collect(root.path("$defs").path(definition));
    }

    private static Shape of(JsonNode schema) {
        return new Walk(schema).collect(schema);
    }

    private static SchemaGenerator generator() {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                        JacksonOption.SKIP_SUBTYPE_LOOKUP,
                        JacksonOption.IGNORE_TYPE_INFO_TRANSFORM))
                .with(
                        Option.INLINE_ALL_SCHEMAS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.STANDARD_FORMATS,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES);
        config.forFields()
                .withPropertyNameOverrideResolver(
                        field -> PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, field.getDeclaredName()))
                .withRequiredCheck(Shape::isRequired)
                .withCustomDefinitionProvider((field, context) -> field.getAnnotation(JsonRawValue.class) == null
                        ? null
                        : new CustomPropertyDefinition(
                                context.getGeneratorConfig().createObjectNode()));
        return new SchemaGenerator(config.build());
    }

    /** A map may be left out; so may what the canonical constructor takes as null. */
    private static boolean isRequired(FieldScope field) {
        if (field.isFakeContainerItemScope()
                || Map.class.isAssignableFrom(field.getRawMember().getType())) {
            return false;
        }
        Class<?> type = field.getRawMember().getDeclaringClass();
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        int index = names.indexOf(field.getDeclaredName());
        return !canonical(type, components).getAnnotatedParameterTypes()[index].isAnnotationPresent(Nullable.class);
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Follows references from one document; {@code root} is where {@code #} points. */
    private record Walk(JsonNode root) {
        Shape collect(JsonNode start) {
            SortedMap<String, String> fields = new TreeMap<>();
            collect(start, "", "", fields);
            return new Shape(fields);
        }

        private void collect(JsonNode node, String path, String suffix, SortedMap<String, String> into) {
            String target = node.path("$ref").asString("");
            if (target.startsWith("#")) {
                collect(root.at(target.substring(1)), path, suffix, into);
            } else if (!target.isEmpty()) {
                String[] parts = target.split(":|#", -1);
                JsonNode other = CommittedSchemas.tree(parts[3]);
                new Walk(other).collect(parts.length > 5 ? other.at(parts[5]) : other, path, suffix, into);
            } else if (node.has("oneOf")) {
                // A short form beside an object: the object is what the record looks like.
                node.path("oneOf").forEach(choice -> {
                    if (choice.path("$ref").asString().startsWith("#")) {
                        collect(choice, path, suffix, into);
                    }
                });
            } else {
                into.put(path, kind(node) + suffix);
                children(node, path, into);
            }
        }

        private void children(JsonNode node, String path, SortedMap<String, String> into) {
            List<String> required =
                    node.path("required").valueStream().map(JsonNode::asString).toList();
            node.path("properties").forEachEntry((name, child) -> {
                if (!child.has("const")) {
                    collect(child, path + "/" + name, required.contains(name) ? " required" : "", into);
                }
            });
            if (node.path("items").isObject()) {
                collect(node.path("items"), path + "/-", "", into);
            }
            if (node.path("additionalProperties").size() > 0) {
                collect(node.path("additionalProperties"), path + "/*", "", into);
            }
        }

        private static String kind(JsonNode node) {
            String type = node.path("type").asString("any");
            if (node.has("enum")) {
                return node.path("enum")
                        .valueStream()
                        .map(JsonNode::asString)
                        .sorted()
                        .collect(Collectors.joining("|"));
            }
            return switch (type) {
                case "integer" -> isInt(node) ? "int" : "long";
                case "string" -> text(node);
                default -> type;
            };
        }

        private static boolean isInt(JsonNode node) {
            return node.path("format").asString("").equals("int32")
                    || node.path("maximum").asLong(Long.MAX_VALUE) <= Integer.MAX_VALUE;
        }

        private static String text(JsonNode node) {
            return node.path("pattern").asString("").startsWith("^P(")
                    ? "duration"
                    : node.path("format").asString("text");
        }
    }
}
