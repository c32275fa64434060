package io.trawl.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileOptionsTest {
    @Test
    void shouldTakeGoodOptions() throws Exception {
        FileOptions options = FileOptions.of(
                SourceSpec.of(
                        "s", "file", Map.of("root", "/srv/x/../share", "exclude", List.of("*.bak"), "hidden", false)),
                "/sources/0");
        assertThat(options.root()).hasToString("/srv/share");
        assertThat(options.exclude()).hasSize(1);
        assertThat(options.hidden()).isFalse();
    }

    @Test
    void shouldPointAtWhatIsWrong() {
        assertThat(pointerOf(Map.of())).isEqualTo("/sources/0/options/root");
        assertThat(pointerOf(Map.of("root", "relative"))).isEqualTo("/sources/0/options/root");
        assertThat(pointerOf(Map.of("root", 5))).isEqualTo("/sources/0/options/root");
        assertThat(pointerOf(Map.of("root", "/x", "hidden", "no"))).isEqualTo("/sources/0/options/hidden");
        assertThat(pointerOf(Map.of("root", "/x", "include", "*.txt"))).isEqualTo("/sources/0/options/include");
        assertThat(pointerOf(Map.of("root", "/x", "include", List.of("a", 1))))
                .isEqualTo("/sources/0/options/include/1");
        assertThat(pointerOf(Map.of("root", "/x", "exclude", List.of("{")))).isEqualTo("/sources/0/options/exclude/0");
        assertThat(pointerOf(Map.of("root", "/x", "exclude", Collections.nCopies(41, "a"))))
                .isEqualTo("/sources/0/options/exclude");
        assertThat(pointerOf(Map.of("root", "/x", "a/b", 1))).isEqualTo("/sources/0/options/a~1b");
    }

    private static String pointerOf(Map<String, Object> options) {
        InvalidJob refusal = catchThrowableOfType(
                InvalidJob.class, () -> FileOptions.of(SourceSpec.of("s", "file", options), "/sources/0"));
        return refusal.pointer();
    }
}
