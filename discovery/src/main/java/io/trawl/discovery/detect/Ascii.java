package io.trawl.discovery.detect;

/** Classes of characters that do not depend on the locale. */
final class Ascii {
    private Ascii() {}

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean lower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean letter(char c) {
        return upper(c) || lower(c);
    }

    static boolean alphanumeric(char c) {
        return letter(c) || digit(c);
    }

    static boolean hex(char c) {
        return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean base64(char c) {
        return alphanumeric(c) || c == '+' || c == '/';
    }

    /** Letters of any script count: a number glued to a word is part of the word. */
    static boolean word(char c) {
        return c < 128 ? alphanumeric(c) || c == '_' : Character.isLetterOrDigit(c);
    }

    static char toLower(char c) {
        return upper(c) ? (char) (c + 32) : c;
    }
}
