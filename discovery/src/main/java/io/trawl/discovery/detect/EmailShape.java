package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/** Mailbox and domain around an {@code @}. */
final class EmailShape implements Shape {
    /** Of RFC 5321; a longer run of mailbox characters is not an address but encoded data. */
    private static final int MAX_MAILBOX = 64;

    private static final int MAX_DOMAIN = 253;

    @Override
    public @Nullable Span find(Window window, int anchor) {
        int start = anchor;
        while (inMailbox(window.charAt(start - 1))) {
            start--;
            if (anchor - start > MAX_MAILBOX) {
                return null;
            }
        }
        // Quotes, dots and the like before a mailbox are punctuation of the text around it.
        while (start < anchor && !startsMailbox(window.charAt(start))) {
            start++;
        }
        if (start == anchor || window.charAt(anchor - 1) == '.' || inUrl(window, start)) {
            return null;
        }
        int end = domainEnd(window, anchor + 1);
        return end < 0 ? null : new Span(start, end);
    }

    /** Whether what looks like a mailbox is the user or password of a URL: {@code scheme://user:password@host}. */
    private static boolean inUrl(Window window, int start) {
        int at = start - 1;
        while (start - at < MAX_MAILBOX && (inMailbox(window.charAt(at)) || window.charAt(at) == ':')) {
            at--;
        }
        return window.startsWith("://", at - 2);
    }

    private static int domainEnd(Window window, int from) {
        int end = from;
        while (inDomain(window.charAt(end))) {
            end++;
            if (end - from > MAX_DOMAIN + 1) {
                return -1;
            }
        }
        while (end > from && !Character.isLetterOrDigit(window.charAt(end - 1))) {
            end--;
        }
        return end == from || window.charAt(end) == '_' ? -1 : end;
    }

    private static boolean inMailbox(char c) {
        return Character.isLetterOrDigit(c) || (c < 128 && ".!#$%&'*+-?^_`{|}~".indexOf(c) >= 0);
    }

    private static boolean startsMailbox(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '+';
    }

    private static boolean inDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '.';
    }
}
