package io.trawl.discovery.detect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two letters, two digits and as many letters and digits as the country has, with at most one space or hyphen between
 * any two. The anchor is the run of digits that begins with the check digits.
 */
final class IbanShape implements Shape {
    @Override
    public @Nullable Span find(Window window, int anchor) {
        int start = anchor - (window.charAt(anchor - 1) == ' ' ? 3 : 2);
        if (!Ascii.letter(window.charAt(start))
                || !Ascii.letter(window.charAt(start + 1))
                || Ascii.word(window.charAt(start - 1))) {
            return null;
        }
        int length = IbanCountries.length(window.slice(start, start + 2).toUpperCase(Locale.ROOT));
        if (length == 0) {
            return null;
        }
        int end = start;
        for (int read = 0; read < length; read++) {
            char c = window.charAt(end);
            if (read > 0 && (c == ' ' || c == '-')) {
                c = window.charAt(++end);
            }
            if (!Ascii.alphanumeric(c)) {
                return null;
            }
            end++;
        }
        return Ascii.word(window.charAt(end)) ? null : new Span(start, end);
    }
}
