package io.trawl.schemas;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The schema files and examples as they are shipped. */
final class CommittedSchemas {
    private static final Path ROOT = root();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, b -> b.schemas(CommittedSchemas::textOfUrn));

    private CommittedSchemas() {}

    /** A JSON file that stands for a message. Those whose name ends in {@code -short} leave defaults to the reader. */
    record Example(String schema, String name, JsonNode tree) {
        boolean isShort() {
            return name.endsWith("-short");
        }

        @Override
        public String toString() {
            return schema + "/" + name;
        }
    }

    static List<String> names() {
        return children(ROOT).map(p -> p.getFileName().toString()).toList();
    }

    static String urn(String name) {
        return "urn:trawl:schema:" + name + ":v1";
    }

    static JsonNode tree(String name) {
        return Json.mapper().readTree(read(ROOT.resolve(name).resolve("v1.json")));
    }

    static List<Example> examples(String name) {
        Path folder = ROOT.resolve(name).resolve("examples");
        return Files.isDirectory(folder)
                ? children(folder)
                        .map(p -> new Example(
                                name,
                                p.getFileName().toString().replace(".json", ""),
                                Json.mapper().readTree(read(p))))
                        .toList()
                : List.of();
    }

    static List<Example> examples() {
        return names().stream().flatMap(name -> examples(name).stream()).toList();
    }

    static List<Error> errors(String name, JsonNode document) {
        return errors(REGISTRY.getSchema(SchemaLocation.of(urn(name))), document);
    }

    static List<Error> errorsOfSchema(JsonNode schema) {
        return errors(REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId())), schema);
    }

    private static List<Error> errors(Schema schema, JsonNode document) {
        return schema.validate(document, e -> e.executionConfig(c -> c.formatAssertionsEnabled(true)));
    }

    private static String textOfUrn(String iri) {
        String[] parts = iri.split(":", -1);
        return iri.startsWith("urn:trawl:schema:") ? read(ROOT.resolve(parts[3]).resolve("v1.json")) : null;
    }

    private static Path root() {
        try {
            return Path.of(Json.class.getResource("/schemas").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
