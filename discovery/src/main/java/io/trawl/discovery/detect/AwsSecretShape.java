package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/**
 * Forty characters of base64 that follow either the word <em>key</em>, itself shortly after <em>secret</em>, or an
 * access key id. On their own forty characters are too many things.
 */
final class AwsSecretShape implements Shape {
    private static final int LENGTH = 40;
    private static final int ID_LENGTH = 20;
    /** {@code secret_access_key}: between the two words. */
    private static final int MAX_APART = 16;

    private static final int MAX_SIGNS = 16;

    @Override
    public @Nullable Span find(Window window, int anchor) {
        boolean id = Ascii.upper(window.charAt(anchor)) && window.charAt(anchor + 3) == 'A';
        if (!id && !secretBefore(window, anchor)) {
            return null;
        }
        int label = anchor + (id ? ID_LENGTH : "key".length());
        int start = label;
        while (start - label < MAX_SIGNS && sign(window.charAt(start))) {
            start++;
        }
        int end = start;
        while (end - start <= LENGTH && Ascii.base64(window.charAt(end))) {
            end++;
        }
        return start == label || end - start != LENGTH ? null : new Span(start, end);
    }

    private static boolean secretBefore(Window window, int anchor) {
        String secret = "secret";
        for (int at = anchor - secret.length(); at >= anchor - secret.length() - MAX_APART; at--) {
            int same = 0;
            while (same < secret.length() && Ascii.toLower(window.charAt(at + same)) == secret.charAt(same)) {
                same++;
            }
            if (same == secret.length()) {
                return true;
            }
        }
        return false;
    }

    private static boolean sign(char c) {
        return " \t\r\n\"'`=:>,;|()".indexOf(c) >= 0;
    }
}
