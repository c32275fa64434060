package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JavaType;

/** A record and its schema say the same. */
class ShapeTest {
    record Same(UUID jobId, JobState state, boolean created) {}

    record Grown(UUID jobId, JobState state, boolean created, String site) {}

    record Shrunk(UUID jobId, JobState state) {}

    record Renamed(UUID id, JobState state, boolean created) {}

    record Retyped(UUID jobId, JobState state, String created) {}

    record Reformatted(Instant jobId, JobState state, boolean created) {}

    record OtherStates(UUID jobId, TaskState state, boolean created) {}

    record Loosened(UUID jobId, @Nullable JobState state, boolean created) {}

    record Listed(UUID jobId, List<JobState> state, boolean created) {}

    static List<Map.Entry<String, JavaType>> documents() {
        return WireTypes.DOCUMENTS.entrySet().stream()
                .filter(e -> !e.getValue().getRawClass().isSealed())
                .toList();
    }

    static List<WireTypes.Part> parts() {
        return WireTypes.PARTS;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldDescribeEveryDocumentAsItsRecordIs(Map.Entry<String, JavaType> document) {
        var fields = generated(document.getValue()).fields();
        if (document.getKey().startsWith("gap")) {
            fields.replaceAll((path, kind) -> path.endsWith("/outcome") ? kind.replace("PROCESSED|", "") : kind);
        }

        assertThat(Shape.committed(document.getKey()).fields())
                .isEqualTo(fields)
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void shouldDescribeEveryPartAsItsRecordIs(WireTypes.Part part) {
        assertThat(Shape.committed(part.schema(), part.definition())).isEqualTo(Shape.generated(part.type()));
    }

    @Test
    void shouldAcceptARecordOfTheSameShape() {
        assertThat(Shape.generated(Same.class)).isEqualTo(Shape.committed("job-started"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Grown.class,
                Shrunk.class,
                Renamed.class,
                Retyped.class,
                Reformatted.class,
                OtherStates.class,
                Loosened.class,
                Listed.class
            })
    void shouldNoticeARecordThatDrifted(Class<?> drifted) {
        assertThat(Shape.generated(drifted)).isNotEqualTo(Shape.committed("job-started"));
    }

    private static Shape generated(JavaType type) {
        return type.containedTypeCount() == 0
                ? Shape.generated(type.getRawClass())
                : Shape.generated(type.getRawClass(), type.containedType(0).getRawClass());
    }
}
