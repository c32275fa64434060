package io.trawl.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*.bak;a.bak;true",
                "*.bak;deep/down/a.bak;true",
                "*.bak;a.bak.txt;false",
                "/a.txt;a.txt;true",
                "/a.txt;b/a.txt;false",
                "logs/*.log;logs/a.log;true",
                "logs/*.log;logs/b/a.log;false",
                "logs/**/*.log;logs/a.log;true",
                "logs/**/*.log;logs/b/c/a.log;true",
                "**/node_modules;x/node_modules;true",
                "a?c;abc;true",
                "a?c;ac;false",
                "[a-c]x;bx;true",
                "[!a-c]x;bx;false",
                "*.{csv,tsv};x/y.tsv;true",
                "*.{csv,tsv};x/y.txt;false",
                "[;[;true",
            })
    void shouldMatchPathsLikeAShellDoes(String pattern, String path, boolean matches) {
        assertThat(Glob.of(pattern).matches(path, false)).isEqualTo(matches);
    }

    @Test
    void shouldMatchOnlyDirectoriesWhenThePatternEndsWithASlash() {
        assertThat(Glob.of("target/").matches("a/target", true)).isTrue();
        assertThat(Glob.of("target/").matches("a/target", false)).isFalse();
    }

    @Test
    void shouldRefusePatternsItCannotKeepSmall() {
        assertThatThrownBy(() -> Glob.of("{a,b}".repeat(10))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Glob.of("{a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Glob.of("x".repeat(Glob.MAX_LENGTH + 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotExplodeOnAPatternFullOfStars() {
        Glob glob = Glob.of("*a".repeat(70) + "b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(glob.matches("a".repeat(4_000), false)).isFalse());
    }
}
