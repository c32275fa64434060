package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTypesTest {
    @Test
    void shouldHaveASchemaForEveryPublicRecord() throws Exception {
        assertThat(publicRecords())
                .hasSizeGreaterThan(20)
                .allSatisfy(type -> assertThat(WireTypes.classes())
                        .as("add %s to WireTypes, with a schema and an example", type.getSimpleName())
                        .contains(type));
    }

    @Test
    void shouldFindARecordThatIsNotRegistered() throws Exception {
        assertThat(records(Path.of(WireTypesTest.class.getResource("/").toURI())))
                .contains(ShapeTest.Grown.class)
                .doesNotContain(Receipt.class);
        assertThat(WireTypes.classes()).doesNotContain(ShapeTest.Grown.class);
    }

    @Test
    void shouldHaveARecordForEverySchema() {
        List<String> described = new ArrayList<>(WireTypes.DOCUMENTS.keySet());
        described.add("common");

        assertThat(CommittedSchemas.names()).containsExactlyInAnyOrderElementsOf(described);
    }

    @ParameterizedTest
    @ValueSource(classes = {Event.class, Command.class, Control.class})
    void shouldNameEveryVariantInSchemaAndRegistry(Class<?> sealed) {
        String schema = sealed.getSimpleName().toLowerCase(java.util.Locale.ROOT);
        var named = sealed.getAnnotation(JsonSubTypes.class).value();

        assertThat(Arrays.stream(named).map(JsonSubTypes.Type::value))
                .containsExactlyInAnyOrder(sealed.getPermittedSubclasses());
        for (JsonSubTypes.Type variant : named) {
            assertThat(WireTypes.PARTS).contains(new WireTypes.Part(variant.value(), schema, variant.name()));
            assertThat(CommittedSchemas.tree(schema)
                            .at("/$defs/" + variant.name() + "/properties/type/const")
                            .asString())
                    .isEqualTo(variant.name());
            assertThat(CommittedSchemas.examples(schema))
                    .anyMatch(e -> e.tree().path("type").asString().equals(variant.name()));
        }
        assertThat(StreamSupport.stream(
                        CommittedSchemas.tree(schema).path("oneOf").spliterator(), false))
                .hasSize(named.length);
    }

    private static List<Class<?>> publicRecords() throws Exception {
        Path classes = Path.of(
                Json.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return records(classes).stream()
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .toList();
    }

    private static List<Class<?>> records(Path classes) throws IOException, ClassNotFoundException {
        List<Class<?>> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve("io/trawl/schemas"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    Class<?> type = Class.forName("io.trawl.schemas." + name.replace(".class", ""));
                    if (type.isRecord()) {
                        records.add(type);
                    }
                }
            }
        }
        return records;
    }
}
