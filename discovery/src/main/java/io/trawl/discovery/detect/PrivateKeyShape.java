package io.trawl.discovery.detect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the header of a PEM or PGP private key to its footer, or as far as its characters go within the window. */
final class PrivateKeyShape implements Shape {
    private static final Pattern HEADER =
            Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----");
    private static final Pattern FOOTER = Pattern.compile("-----END [A-Z0-9 ]{1,60}-----");
    /** Besides base64: line ends (also as escapes), quotes of source code, and the header lines of old formats. */
    private static final String FILLING = " \t\r\n\\\"',;:=+().-_<>@";

    @Override
    public @Nullable Span find(Window window, int anchor) {
        Matcher header = HEADER.matcher(window).region(anchor, window.length());
        if (!header.lookingAt()) {
            return null;
        }
        int end = header.end();
        while (end < window.length() && !window.startsWith("-----", end) && fits(window.charAt(end))) {
            end++;
        }
        Matcher footer = FOOTER.matcher(window).region(end, window.length());
        return new Span(anchor, footer.lookingAt() ? footer.end() : Math.max(header.end(), end));
    }

    private static boolean fits(char c) {
        return Ascii.base64(c) || FILLING.indexOf(c) >= 0;
    }
}
