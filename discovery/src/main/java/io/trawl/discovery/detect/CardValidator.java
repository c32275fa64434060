package io.trawl.discovery.detect;

/** Issuer range, length and check digit of a payment card number. */
final class CardValidator implements Validator {
    /** Article numbers (EAN-13) look like the short cards of old. */
    private static final int SHORT = 13;

    @Override
    public Verdict check(String raw) {
        String digits = Digits.only(raw);
        int length = digits.length();
        if (length < 12 || length > 19 || !issued(digits, length) || !Digits.luhn(digits)) {
            return Verdict.REJECTED;
        }
        return Verdict.accepted(digits, length <= SHORT ? Confidence.MEDIUM : Confidence.HIGH);
    }

    private static boolean issued(String digits, int length) {
        int four = Integer.parseInt(digits, 0, 4, 10);
        int two = four / 100;
        if (two / 10 == 4) {
            return length == 13 || length == 16 || length == 19 || maestro(four);
        }
        return switch (two) {
            case 34, 37 -> length == 15;
            case 51, 52, 53, 54, 55 -> length == 16;
            case 18, 21 -> (four == 1800 || four == 2131) && length == 15;
            case 30, 36, 38, 39 -> diners(four, two, length);
            case 35 -> four >= 3528 && four <= 3589 && length >= 16;
            case 22, 23, 24, 25, 26, 27 -> (mastercard(four) || mir(four)) && length == 16;
            case 50, 56, 57, 58, 63, 67, 69 -> true;
            case 60, 62, 64, 65, 81 -> length >= 16 || (length == 15 && two == 62);
            default -> false;
        };
    }

    private static boolean diners(int four, int two, int length) {
        boolean range = two != 30 || four <= 3059 || four == 3095;
        return range && length >= 14;
    }

    private static boolean mastercard(int four) {
        return four >= 2221 && four <= 2720;
    }

    private static boolean mir(int four) {
        return four >= 2200 && four <= 2204;
    }

    private static boolean maestro(int four) {
        return four == 4903 || four == 4905 || four == 4911 || four == 4936;
    }
}
