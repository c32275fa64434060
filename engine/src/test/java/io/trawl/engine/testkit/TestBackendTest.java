package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class TestBackendTest {
    @Test
    void shouldTakeTheOnesThereAre() {
        assertThat(TestBackend.of(null)).isEqualTo(TestBackend.EMBEDDED);
        assertThat(TestBackend.of("")).isEqualTo(TestBackend.EMBEDDED);
        assertThat(TestBackend.of("embedded")).isEqualTo(TestBackend.EMBEDDED);
        assertThat(TestBackend.of("testcontainers")).isEqualTo(TestBackend.TESTCONTAINERS);
    }

    @Test
    void shouldRefuseAnyOtherAndNameTheTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestBackend.of("docker"))
                .withMessage("TRAWL_TEST_BACKEND must be embedded or testcontainers, got 'docker'.");
    }

    @Test
    void shouldSayThatNoEngineAnswers() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestBackend.requireEngine(false))
                .withMessage(
                        "TRAWL_TEST_BACKEND is testcontainers and no Docker engine answers; start one, or unset the"
                                + " variable for embedded servers.");
        assertThatCode(() -> TestBackend.requireEngine(true)).doesNotThrowAnyException();
    }
}
