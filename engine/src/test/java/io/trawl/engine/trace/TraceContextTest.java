package io.trawl.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void shouldReadAndWriteTheHeader() {
        TraceContext read =
                TraceContext.parse("00-" + TRACE + "-" + SPAN + "-01").orElseThrow();
        assertThat(read).isEqualTo(new TraceContext(TRACE, SPAN, true));
        assertThat(read.text()).isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-fe"))
                .as("flags that nobody knows yet")
                .contains(new TraceContext(TRACE, SPAN, false));
    }

    @Test
    void shouldReadWhatItKnowsOfAVersionToCome() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-holds"))
                .contains(new TraceContext(TRACE, SPAN, true));
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01.what")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-01\n",
                " 00-" + TRACE + "-" + SPAN + "-01",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-" + SPAN + "-01",
                "00-４bf92f3577b34da6a3ce929d0e0e473-" + SPAN + "-01"
            })
    void shouldIgnoreWhatIsNoSuchHeader(String text) {
        assertThat(TraceContext.parse(text)).isEmpty();
    }

    @Test
    void shouldIgnoreALongOne() {
        String begin = "cc-" + TRACE + "-" + SPAN + "-01-";
        assertThat(TraceContext.parse(begin + "x".repeat(TraceContext.MAX_LENGTH - begin.length())))
                .isPresent();
        assertThat(TraceContext.parse(begin + "x".repeat(TraceContext.MAX_LENGTH)))
                .isEmpty();
    }

    @Test
    void shouldBeginATraceByTheIdOfWhatItIsAbout() {
        UUID job = UUID.fromString("0198c0de-0000-7000-8000-00000000000a");
        assertThat(TraceContext.begin(job))
                .isEqualTo(new TraceContext("0198c0de00007000800000000000000a", "800000000000000a", true));
    }

    @Test
    void shouldGoOnInTheSameTrace() {
        TraceContext next = new TraceContext(TRACE, SPAN, false).next(new UUID(1, 0x80000000000000ffL));
        assertThat(next).isEqualTo(new TraceContext(TRACE, "80000000000000ff", false));
    }

    @Test
    void shouldRefuseIdsThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceContext("0".repeat(32), SPAN, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceContext(TRACE, "0".repeat(16), true));
    }
}
