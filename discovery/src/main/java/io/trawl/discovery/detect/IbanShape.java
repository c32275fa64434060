package io.trawl.discovery.detect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.iban4j.CountryCode;
import org.iban4j.bban.BbanStructure;
import org.jspecify.annotations.Nullable;

/**
 * Two letters, two digits and as many letters and digits as the country has: in one piece, or in groups of four. The
 * anchor is the run of digits that begins with the check digits.
 */
final class IbanShape implements Shape {
    private static final int GROUP = 4;
    private static final Map<String, Integer> LENGTHS = lengths();

    private static Map<String, Integer> lengths() {
        Map<String, Integer> lengths = new HashMap<>();
        for (CountryCode country : CountryCode.values()) {
            BbanStructure structure = BbanStructure.forCountry(country);
            if (structure != null) {
                int length = GROUP + structure.getBbanLength();
                lengths.put(country.getAlpha2(), length);
            }
        }
        return Map.copyOf(lengths);
    }

    @Override
    public @Nullable Span find(Window window, int anchor) {
        int start = anchor - 2;
        if (!Ascii.letter(window.charAt(start)) || !Ascii.letter(window.charAt(start + 1)) || Ascii.word(window.charAt(start - 1))) {
            return null;
        }
        Integer length = LENGTHS.get(window.slice(start, start + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return null;
        }
        char separator = Ascii.alphanumeric(window.charAt(start + GROUP)) ? '\0' : window.charAt(start + GROUP);
        if (separator != '\0' && separator != ' ' && separator != '-') {
            return null;
        }
        int end = start;
        for (int read = 0; read < length; read++) {
            if (separator != '\0' && read > 0 && read % GROUP == 0 && window.charAt(end++) != separator) {
                return null;
            }
            if (!Ascii.alphanumeric(window.charAt(end++))) {
                return null;
            }
        }
        return Ascii.word(window.charAt(end)) ? null : new Span(start, end);
    }
}
