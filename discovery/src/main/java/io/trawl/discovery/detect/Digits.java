package io.trawl.discovery.detect;

/** Digits and their checks. */
final class Digits {
    private Digits() {}

    static String only(String raw) {
        StringBuilder digits = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (Ascii.digit(raw.charAt(i))) {
                digits.append(raw.charAt(i));
            }
        }
        return digits.toString();
    }

    /** ISO/IEC 7812-1: every second digit from the right doubled, digits summed, divisible by ten. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
