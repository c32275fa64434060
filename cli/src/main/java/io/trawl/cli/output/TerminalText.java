package io.trawl.cli.output;

/** Text from outside, made safe and measurable for a terminal: a file may be named after an escape sequence. */
public final class TerminalText {
    private static final String ELLIPSIS = "…";

    private TerminalText() {}

    /** Shows what would act: control characters, characters that turn the direction of writing, halves of pairs. */
    public static String escape(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                case 0x1b -> shown.append("\\e");
                default -> {
                    if (acts(c)) {
                        shown.append(String.format("\\u{%x}", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.toString();
    }

    private static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** Columns that it takes on a terminal. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    /** East Asian scripts and pictographs, by their blocks. */
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115f
                        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0xffe0 && c <= 0xffe6)
                        || (c >= 0x1f300 && c <= 0x1faff)
                        || (c >= 0x20000 && c <= 0x3fffd));
    }

    /** Cut at its end to at most {@code columns}. */
    public static String cutEnd(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int taken = 1;
        for (int c : text.codePoints().toArray()) {
            taken += width(c);
            if (taken > columns) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return columns < 1 ? "" : kept + ELLIPSIS;
    }

    /** Cut in the middle: the beginning and the end of a path say most. */
    public static String cutMiddle(String text, int columns) {
        if (width(text) <= columns || columns < 3) {
            return cutEnd(text, columns);
        }
        int[] points = text.codePoints().toArray();
        int left = (columns - 1) / 3;
        int right = columns - 1 - left;
        int from = points.length;
        for (int taken = 0; from > 0 && taken + width(points[from - 1]) <= right; from--) {
            taken += width(points[from - 1]);
        }
        String end = new String(points, from, points.length - from);
        return cutEnd(text, left + 1) + end;
    }

    public static String pad(String text, int columns, boolean right) {
        String blanks = " ".repeat(Math.max(0, columns - width(text)));
        return right ? blanks + text : text + blanks;
    }
}
