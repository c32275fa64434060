package io.trawl.discovery.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One pass over the characters for all anchors at once. Most characters cost one table look-up; a literal is tried
 * only at its rarest character, a run of digits only at its first.
 */
final class Prefilter {
    /** Lower-case letters from frequent to rare; capitals, digits and signs are rarer still. */
    private static final String FREQUENT = " etaoinshrdlcumwfgypbvkxjqz";

    private final boolean[] hot = new boolean[128];
    private final List<List<LiteralTrigger>> literals = new ArrayList<>();
    private final List<List<DigitTrigger>> byRunLength = new ArrayList<>();

    private record LiteralTrigger(String text, boolean ignoreCase, int offset, Form form) {
        boolean standsAt(String in, int start) {
            return in.regionMatches(ignoreCase, start, text, 0, text.length());
        }
    }

    private record DigitTrigger(Anchor.Digits digits, Form form) {
        boolean followedBy(char after, int next) {
            return (digits.then().isEmpty() || digits.then().indexOf(after) >= 0)
                    && next >= digits.nextShortest()
                    && next <= digits.nextLongest();
        }
    }

    /** Takes the forms that may match at an anchor. */
    interface Visitor {
        void visit(Form form, int anchor);
    }

    Prefilter(Map<Form, List<Anchor>> anchors) {
        for (int c = 0; c < hot.length; c++) {
            literals.add(new ArrayList<>());
        }
        for (int length = 0; length <= Anchor.LONGEST_RUN; length++) {
            byRunLength.add(new ArrayList<>());
        }
        anchors.forEach((form, list) -> list.forEach(anchor -> add(form, anchor)));
    }

    private void add(Form form, Anchor anchor) {
        switch (anchor) {
            case Anchor.Literal(String text, boolean ignoreCase) -> {
                int offset = rarest(text);
                LiteralTrigger trigger = new LiteralTrigger(text, ignoreCase, offset, form);
                char key = text.charAt(offset);
                heat(key, trigger);
                if (ignoreCase && Ascii.letter(key)) {
                    heat((char) (key ^ 0x20), trigger);
                }
            }
            case Anchor.Digits digits -> {
                for (int length = digits.shortest(); length <= digits.longest(); length++) {
                    byRunLength.get(length).add(new DigitTrigger(digits, form));
                }
                for (char c = '0'; c <= '9'; c++) {
                    hot[c] = true;
                }
            }
        }
    }

    private void heat(char c, LiteralTrigger trigger) {
        literals.get(c).add(trigger);
        hot[c] = true;
    }

    private static int rarest(String text) {
        int best = 0;
        int bestRank = -1;
        for (int i = 0; i < text.length(); i++) {
            int rank = FREQUENT.indexOf(text.charAt(i));
            rank = rank < 0 ? FREQUENT.length() : rank;
            if (rank > bestRank) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }

    /** Visits every anchor that begins in the range, and perhaps some that begin up to its own length outside. */
    void visit(String text, int from, int to, Visitor visitor) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 128 || !hot[c]) {
                continue;
            }
            if (Ascii.digit(c) && (i == 0 || !Ascii.digit(text.charAt(i - 1)))) {
                visitRun(text, i, visitor);
            }
            List<LiteralTrigger> triggers = literals.get(c);
            for (int t = 0; t < triggers.size(); t++) {
                LiteralTrigger trigger = triggers.get(t);
                if (trigger.standsAt(text, i - trigger.offset)) {
                    visitor.visit(trigger.form, i - trigger.offset);
                }
            }
        }
    }

    private void visitRun(String text, int start, Visitor visitor) {
        int end = start + run(text, start);
        List<DigitTrigger> triggers = byRunLength.get(end - start);
        char after = end < text.length() ? text.charAt(end) : '\0';
        int next = run(text, end + 1);
        for (int t = 0; t < triggers.size(); t++) {
            DigitTrigger trigger = triggers.get(t);
            if (trigger.followedBy(after, next)) {
                visitor.visit(trigger.form, start);
            }
        }
    }

    private static int run(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < Anchor.LONGEST_RUN && Ascii.digit(text.charAt(end))) {
            end++;
        }
        return end - start;
    }
}
