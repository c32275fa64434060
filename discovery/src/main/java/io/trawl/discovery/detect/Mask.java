package io.trawl.discovery.detect;

/** How a value is shown to people. Each way reveals at most four characters, and none of a short value. */
public enum Mask {
    /** The last characters, a quarter of the value at most. */
    TAIL {
        @Override
        String reveal(String value) {
            int shown = Math.min(MAX_REVEALED, value.length() / 4);
            return HIDDEN + value.substring(value.length() - (value.length() < MIN_LENGTH ? 0 : shown));
        }
    },
    /** The first four characters: for tokens whose prefix says only who issued them. */
    PREFIX {
        @Override
        String reveal(String value) {
            return (value.length() < 4 * MAX_REVEALED ? "" : value.substring(0, MAX_REVEALED)) + HIDDEN;
        }
    },
    /** First character of the mailbox and the top-level domain. */
    EMAIL {
        @Override
        String reveal(String value) {
            int at = value.lastIndexOf('@');
            int dot = value.lastIndexOf('.');
            String domain = dot > at && value.length() - dot - 1 < MAX_REVEALED ? value.substring(dot) : "";
            return (at < 3 ? "" : value.substring(0, Character.charCount(value.codePointAt(0)))) + HIDDEN + "@" + HIDDEN
                    + domain;
        }
    },
    /** Nothing at all. */
    NONE {
        @Override
        String reveal(String value) {
            return HIDDEN;
        }
    };

    static final int MAX_REVEALED = 4;
    /** Shorter values are hidden whole: a few characters of few are half the value. */
    private static final int MIN_LENGTH = 8;

    private static final String HIDDEN = "***";

    abstract String reveal(String value);

    /** The value, masked. */
    public String apply(String value) {
        return reveal(value);
    }
}
