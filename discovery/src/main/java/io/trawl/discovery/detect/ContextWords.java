package io.trawl.discovery.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words near a value that tell what it is. A word counts at a border of letters or of camel case, so that
 * {@code card} is found in {@code cardNumber} and {@code CARD_NO} but not in {@code discard}.
 */
final class ContextWords {
    /** Longer words also count with an ending: {@code account} in {@code accounts}. */
    private static final int MIN_STEM = 5;
    /** A power of two. */
    private static final int BUCKETS = 128;

    private final List<List<String>> byFirst = new ArrayList<>();
    private final boolean empty;
    private final int left;
    private final int right;

    /**
     * @param left characters before a span that are looked at
     * @param right characters after it
     */
    ContextWords(List<String> words, int left, int right) {
        for (int i = 0; i < BUCKETS; i++) {
            byFirst.add(new ArrayList<>());
        }
        for (String word : words) {
            String lower = word.toLowerCase(Locale.ROOT);
            byFirst.get(lower.charAt(0) % BUCKETS).add(lower);
        }
        this.empty = words.isEmpty();
        this.left = left;
        this.right = right;
    }

    boolean near(Window window, Span span) {
        return !empty
                && (within(window, Math.max(0, span.start() - left), span.start())
                        || within(window, span.end(), Math.min(window.length(), span.end() + right)));
    }

    private boolean within(Window window, int from, int to) {
        char before = '\0';
        for (int i = from; i < to; i++) {
            char c = window.charAt(i);
            if (startsWord(before, c)) {
                List<String> words = byFirst.get(Character.toLowerCase(c) % BUCKETS);
                for (int w = 0; w < words.size(); w++) {
                    if (standsAt(window, i, to, words.get(w))) {
                        return true;
                    }
                }
            }
            before = c;
        }
        return false;
    }

    private static boolean standsAt(Window window, int at, int to, String word) {
        int end = at + word.length();
        if (end > to) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toLowerCase(window.charAt(at + i)) != word.charAt(i)) {
                return false;
            }
        }
        return word.length() >= MIN_STEM || end == to || endsWord(window.charAt(end - 1), window.charAt(end));
    }

    private static boolean startsWord(char before, char c) {
        return !Character.isLetter(before) || (Character.isLowerCase(before) && Character.isUpperCase(c));
    }

    private static boolean endsWord(char last, char after) {
        return !Character.isLetter(after) || (Character.isLowerCase(last) && Character.isUpperCase(after));
    }
}
