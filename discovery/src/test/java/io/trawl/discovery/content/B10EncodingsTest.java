package io.trawl.discovery.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** B10: encodings are told by the bytes, and decode to the same characters from wherever one begins. */
class B10EncodingsTest {
    private static final String TEXT =
            "Grüße, naïve café: 4111 1111 1111 1111\r\nsecond line with enough plain letters\n".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "UTF-8,UTF_8",
        "windows-1252,WINDOWS_1252",
        "ISO-8859-1,WINDOWS_1252",
        "UTF-16LE,UTF_16LE",
        "UTF-16BE,UTF_16BE",
        "UTF-16,UTF_16BE"
    })
    void shouldTellTheEncoding(String charset, Encoding expected) {
        byte[] bytes = TEXT.getBytes(Charset.forName(charset));
        assertThat(TextSniffer.encodingOf(bytes, bytes.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = "WINDOWS_1252", mode = EnumSource.Mode.EXCLUDE)
    void shouldTellTheEncodingByItsMark(Encoding encoding) {
        byte[] bytes = ("\uFEFF" + TEXT).getBytes(encoding.charset());
        assertThat(TextSniffer.encodingOf(bytes, bytes.length)).isEqualTo(encoding);
    }

    @Test
    void shouldNotTakeBytesForText() {
        byte[] random = new byte[5_000];
        new Random(1).nextBytes(random);
        assertThat(TextSniffer.encodingOf(random, random.length)).isNull();
        byte[] ebcdic = TEXT.getBytes(Charset.forName("IBM037"));
        assertThat(TextSniffer.encodingOf(ebcdic, ebcdic.length)).isNull();
    }

    @Test
    void shouldTakeALogWithAStrayNulForText() {
        byte[] bytes = (TEXT + "\0" + TEXT).getBytes(StandardCharsets.UTF_8);
        assertThat(TextSniffer.encodingOf(bytes, bytes.length)).isEqualTo(Encoding.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDecodeAsTheJdkDoes(Encoding encoding) throws Exception {
        String text = encoding == Encoding.WINDOWS_1252 ? TEXT : TEXT + "社員 😀 end";
        assertThat(decode(text.getBytes(encoding.charset()), encoding).text()).isEqualTo(text);
    }

    @Test
    void shouldFindTheNextCharacterAfterAnyMistake() throws Exception {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = "aé社😀z".repeat(6).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 5; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            TextWindow whole = decode(bytes, Encoding.UTF_8);
            int cut = random.nextInt(bytes.length - 8);
            byte[] rest = java.util.Arrays.copyOfRange(bytes, cut, bytes.length);
            TextWindow part = decode(rest, Encoding.UTF_8);
            // Up to three bytes may be the tail of a character that begins before the cut.
            int from = whole.indexOf(cut + 4, 0);
            int at = part.indexOf(4, 0);
            assertThat(part.text().substring(at)).isEqualTo(whole.text().substring(from));
            assertThat(part.offsetOf(at) + cut).isEqualTo(whole.offsetOf(from));
        }
    }

    private static TextWindow decode(byte[] bytes, Encoding encoding) throws Exception {
        TextWindow window = new TextWindow(2_000, 0);
        new TextReader(new ByteArrayInputStream(bytes), encoding, 0).fill(window);
        return window;
    }
}
