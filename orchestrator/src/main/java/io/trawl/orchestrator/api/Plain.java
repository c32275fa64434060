package io.trawl.orchestrator.api;

/** Text from outside, made safe to show: control characters and halves of surrogate pairs escaped, length bounded. */
final class Plain {
    static final int MAX_LENGTH = 400;

    private Plain() {}

    static String text(String raw) {
        return text(raw, MAX_LENGTH);
    }

    static String text(String raw, int maxLength) {
        StringBuilder out = new StringBuilder(Math.min(raw.length(), maxLength));
        int i = 0;
        while (i < raw.length()) {
            if (out.length() >= maxLength) {
                return out.append('…').toString();
            }
            int c = raw.codePointAt(i);
            if (unsafe(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /** Also the marks that turn the direction of text: they make a message read differently from what it says. */
    private static boolean unsafe(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
