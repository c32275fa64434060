package io.trawl.discovery.detect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that must match right at the anchor, with clean borders. It sees the window only, so its cost
 * is bounded; the patterns come from the catalogue, never from a job.
 *
 * @param joinedBy characters that, with a letter or digit behind them, mean the stretch is part of something longer
 */
record PatternShape(Pattern pattern, String joinedBy) implements Shape {
    @Override
    public @Nullable Span find(Window window, int anchor) {
        if (!cleanBefore(window, anchor)) {
            return null;
        }
        Matcher matcher = pattern.matcher(window).region(anchor, window.length());
        if (!matcher.lookingAt() || !cleanAfter(window, matcher.end())) {
            return null;
        }
        return new Span(anchor, matcher.end());
    }

    private boolean cleanBefore(Window window, int start) {
        char before = window.charAt(start - 1);
        return !Ascii.word(before) && !(joins(before) && Ascii.word(window.charAt(start - 2)));
    }

    private boolean cleanAfter(Window window, int end) {
        char after = window.charAt(end);
        return !Ascii.word(after) && !(joins(after) && Ascii.word(window.charAt(end + 1)));
    }

    private boolean joins(char c) {
        return joinedBy.indexOf(c) >= 0;
    }
}
