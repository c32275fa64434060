package io.trawl.discovery.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One pass over the characters for all anchors at once. Most characters cost one table look-up; a literal is tried
 * only at its rarest character, a run of digits only at its first.
 */
final class Prefilter {
    /** Lower-case letters from frequent to rare; capitals and signs are rarer still. */
    private static final String FREQUENT = "0123456789 etaoinshrdlcumwfgypbvkjxqz";

    private static final int ASCII = 128;

    private final boolean[] hot = new boolean[ASCII];
    private final LiteralTrigger[][] literals;
    private final DigitTrigger[][] byRunLength;

    private record LiteralTrigger(String text, boolean ignoreCase, int offset, Form form) {
        boolean standsAt(String in, int start) {
            return in.regionMatches(ignoreCase, start, text, 0, text.length());
        }
    }

    private record DigitTrigger(Anchor.Digits digits, Form form) {
        boolean begins(String in, int start, char after) {
            return (digits.then().isEmpty() || digits.then().indexOf(after) >= 0)
                    && in.startsWith(digits.starts(), start);
        }

        boolean continues(int next) {
            return next >= digits.nextShortest() && next <= digits.nextLongest();
        }
    }

    /** Takes the forms that may match at an anchor. */
    interface Visitor {
        void visit(Form form, int anchor);
    }

    Prefilter(Map<Form, List<Anchor>> anchors) {
        List<List<LiteralTrigger>> byCharacter = lists(ASCII);
        List<List<DigitTrigger>> byLength = lists(Anchor.LONGEST_RUN + 1);
        anchors.forEach((form, list) -> list.forEach(anchor -> {
            switch (anchor) {
                case Anchor.Literal literal -> add(form, literal, byCharacter);
                case Anchor.Digits digits -> add(form, digits, byLength);
            }
        }));
        literals = byCharacter.stream()
                .map(list -> list.toArray(LiteralTrigger[]::new))
                .toArray(LiteralTrigger[][]::new);
        byRunLength =
                byLength.stream().map(list -> list.toArray(DigitTrigger[]::new)).toArray(DigitTrigger[][]::new);
    }

    private static <T> List<List<T>> lists(int size) {
        List<List<T>> lists = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private void add(Form form, Anchor.Literal literal, List<List<LiteralTrigger>> byCharacter) {
        int offset = rarest(literal.text());
        LiteralTrigger trigger = new LiteralTrigger(literal.text(), literal.ignoreCase(), offset, form);
        char key = literal.text().charAt(offset);
        byCharacter.get(key).add(trigger);
        hot[key] = true;
        if (literal.ignoreCase() && Ascii.letter(key)) {
            byCharacter.get(key ^ 0x20).add(trigger);
            hot[key ^ 0x20] = true;
        }
    }

    private void add(Form form, Anchor.Digits digits, List<List<DigitTrigger>> byLength) {
        for (int length = digits.shortest(); length <= digits.longest(); length++) {
            byLength.get(length).add(new DigitTrigger(digits, form));
        }
        for (char c = '0'; c <= '9'; c++) {
            hot[c] = true;
        }
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
            if (c >= ASCII || !hot[c]) {
                continue;
            }
            if (Ascii.digit(c)) {
                if (i == 0 || !Ascii.digit(text.charAt(i - 1))) {
                    i += visitRun(text, i, visitor) - 1;
                }
                continue;
            }
            for (LiteralTrigger trigger : literals[c]) {
                if (trigger.standsAt(text, i - trigger.offset)) {
                    visitor.visit(trigger.form, i - trigger.offset);
                }
            }
        }
    }

    private int visitRun(String text, int start, Visitor visitor) {
        int length = run(text, start);
        int end = start + length;
        char after = end < text.length() ? text.charAt(end) : '\0';
        int next = -1;
        for (DigitTrigger trigger : byRunLength[length]) {
            if (trigger.begins(text, start, after)) {
                next = next < 0 ? run(text, end + 1) : next;
                if (trigger.continues(next)) {
                    visitor.visit(trigger.form, start);
                }
            }
        }
        return length;
    }

    private static int run(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < Anchor.LONGEST_RUN && Ascii.digit(text.charAt(end))) {
            end++;
        }
        return end - start;
    }
}
