package io.trawl.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/topics.md} says what the table says. */
class TopicsDocumentTest {
    @Test
    void shouldDocumentTheTableAsItIs() throws IOException {
        List<String> rows =
                lines().stream().filter(line -> line.startsWith("| `trawl.")).toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Topics.ALL.stream().map(TopicsDocumentTest::row).toList());
    }

    @Test
    void shouldNameNoTopicThatThereIsNot() throws IOException {
        List<String> known = Topics.ALL.stream()
                .map(TopicNames.DEFAULT::pattern)
                .flatMap(name -> Stream.of(name, TopicNames.DEFAULT.deadLettersOf(name)))
                .flatMap(name -> Stream.of(name, name.replace(Topic.POOL, "default")))
                .toList();
        List<String> named = lines().stream()
                .filter(line -> line.contains("--topic ") || line.contains(" -t "))
                .map(line -> line.replaceAll(".*(--topic|-t) (\\S+).*", "$2"))
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    private static String row(Topic<?> topic) {
        return "| `%s` | %s | [%s](../schemas/src/main/resources/schemas/%s/v1.json) | %d | %s | %s | %d | %s |"
                .formatted(
                        TopicNames.DEFAULT.pattern(topic),
                        topic.key().field(),
                        topic.value().getSimpleName(),
                        topic.type().split("\\.")[2],
                        topic.partitions(),
                        topic.retention(),
                        topic.cleanup().config(),
                        topic.maxBytes(),
                        topic.description());
    }

    private static List<String> lines() throws IOException {
        Path document = Stream.of(Path.of("docs"), Path.of("..", "docs"))
                .map(folder -> folder.resolve("topics.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        return Files.readAllLines(document);
    }
}
