package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/**
 * Groups of digits with the usual signs between them, taken whole: a later group of the same chain is no start, which
 * also bounds how often the slow validation runs.
 */
final class PhoneShape implements Shape {
    private static final int MIN_DIGITS = 7;
    /** 15 of E.164 and a trunk zero or an international prefix. */
    private static final int MAX_DIGITS = 18;

    private static final int MAX_SIGNS = 3;
    private static final String SIGNS = " -./()\u00a0\u2010\u2011\u2013";

    @Override
    public @Nullable Span find(Window window, int anchor) {
        if (continues(window, anchor)) {
            return null;
        }
        int digits = 0;
        int signs = 0;
        int end = anchor;
        for (int i = window.charAt(anchor) == '+' ? anchor + 1 : anchor; signs <= MAX_SIGNS; i++) {
            char c = window.charAt(i);
            if (Ascii.digit(c)) {
                digits++;
                signs = 0;
                end = i + 1;
            } else if (SIGNS.indexOf(c) >= 0) {
                signs++;
            } else {
                break;
            }
            if (digits > MAX_DIGITS) {
                end = endOfGroupsBefore(window, anchor, i);
                break;
            }
        }
        boolean glued = Ascii.word(window.charAt(end)) && window.charAt(end) != 'x';
        return digits < MIN_DIGITS || end <= anchor || glued ? null : new Span(anchor, end);
    }

    /** Where the last whole group before {@code i} ends; the anchor itself when there is none. */
    private static int endOfGroupsBefore(Window window, int anchor, int i) {
        int end = i;
        while (end > anchor && Ascii.digit(window.charAt(end - 1))) {
            end--;
        }
        while (end > anchor && !Ascii.digit(window.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean continues(Window window, int anchor) {
        char before = window.charAt(anchor - 1);
        if (Ascii.word(before) || before == '+') {
            return true;
        }
        boolean sign = SIGNS.indexOf(before) >= 0 || before == ':' || before == ',' || before == '$';
        char second = window.charAt(anchor - 2);
        // "+1 (212" and "(0)20": the bracket or the sign before belongs to the chain.
        boolean inChain = Ascii.digit(second) || (SIGNS.indexOf(before) >= 0 && (second == '+' || second == ')'));
        return sign && inChain && window.charAt(anchor) != '+' || before == '(' && Ascii.digit(window.charAt(anchor));
    }
}
