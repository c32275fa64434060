package io.trawl.discovery.detect;

import java.util.List;
import java.util.Locale;

/**
 * Words near a value that tell what it is. A word counts at a border of letters or of camel case, so that
 * {@code card} is found in {@code cardNumber} and {@code CARD_NO} but not in {@code discard}.
 */
record ContextWords(List<String> words, int left, int right) {
    /** Longer words also count with an ending: {@code account} in {@code accounts}. */
    private static final int MIN_STEM = 5;

    ContextWords {
        words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    boolean near(Window window, Span span) {
        return !words.isEmpty()
                && (in(window.slice(span.start() - left, span.start()))
                        || in(window.slice(span.end(), span.end() + right)));
    }

    private boolean in(String text) {
        // Same length as the text, which toLowerCase of a whole string does not promise.
        char[] folded = new char[text.length()];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Character.toLowerCase(text.charAt(i));
        }
        String lower = new String(folded);
        for (String word : words) {
            for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
                if (startsWord(text, at) && endsWord(text, at, at + word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWord(String text, int at) {
        if (at == 0 || !Character.isLetter(text.charAt(at - 1))) {
            return true;
        }
        return Character.isLowerCase(text.charAt(at - 1)) && Character.isUpperCase(text.charAt(at));
    }

    private static boolean endsWord(String text, int start, int end) {
        if (end - start >= MIN_STEM || end == text.length() || !Character.isLetter(text.charAt(end))) {
            return true;
        }
        return Character.isLowerCase(text.charAt(end - 1)) && Character.isUpperCase(text.charAt(end));
    }
}
