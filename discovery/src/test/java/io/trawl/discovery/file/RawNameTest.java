package io.trawl.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawNameTest {
    @Test
    void shouldKeepEveryByteThroughPathsAndText() {
        byte[] all = new byte[255];
        int n = 0;
        for (int b = 1; b < 256; b++) {
            if (b != '/') {
                all[n++] = (byte) b;
            }
        }
        RawName name = new RawName(java.util.Arrays.copyOf(all, n));
        assertThat(RawName.ofText(name.text())).isEqualTo(name);
        assertThat(RawName.of(name.toPath())).isEqualTo(name);
    }

    @Test
    void shouldShowWhatIsPrintableAndEscapeTheRest() {
        assertThat(shown("plain name.txt")).isEqualTo("plain name.txt");
        assertThat(shown("Gehälter-社員.csv")).isEqualTo("Gehälter-社員.csv");
        assertThat(shown("a\nb\\c")).isEqualTo("a\\x0Ab\\x5Cc");
        assertThat(shown("gnp\u202Etxt.exe")).isEqualTo("gnp\\xE2\\x80\\xAEtxt.exe");
        assertThat(new RawName(new byte[] {'c', 'a', 'f', (byte) 0xE9}).display())
                .isEqualTo("caf\\xE9");
        assertThat(new RawName(new byte[] {(byte) 0xE2, (byte) 0x82}).display()).isEqualTo("\\xE2\\x82");
    }

    @Test
    void shouldOrderByBytesWithoutSign() {
        assertThat(new RawName(new byte[] {(byte) 0xE9})).isGreaterThan(new RawName(new byte[] {'z'}));
    }

    private static String shown(String name) {
        return new RawName(name.getBytes(StandardCharsets.UTF_8)).display();
    }
}
