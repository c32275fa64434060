package io.trawl.discovery.detect;

/** What a cheap first pass looks for; a form is evaluated only where one of its anchors stands. */
sealed interface Anchor {
    /** Digit runs are measured up to this length; a longer one counts as this long. */
    int LONGEST_RUN = 24;

    /** These very characters; not digits only, which are a run's business. */
    record Literal(String text, boolean ignoreCase) implements Anchor {
        public Literal {
            if (text.length() > Window.REACH || !text.chars().allMatch(c -> c < 128)) {
                throw new IllegalArgumentException("An anchor has 1 to " + Window.REACH + " ASCII characters.");
            }
            if (text.chars().allMatch(c -> Ascii.digit((char) c))) {
                throw new IllegalArgumentException("The anchor '" + text + "' needs a character that is no digit.");
            }
        }
    }

    /**
     * A whole run of digits.
     *
     * @param starts its first digits; empty: any
     * @param then the character after the run is one of these; empty: any
     * @param nextShortest at least so many digits follow that character; 0: any
     * @param nextLongest at most so many do
     */
    record Digits(int shortest, int longest, String starts, String then, int nextShortest, int nextLongest)
            implements Anchor {
        public Digits {
            if (shortest < 1 || longest < shortest || longest > LONGEST_RUN) {
                throw new IllegalArgumentException(
                        "A digit run needs 1 <= shortest <= longest <= " + LONGEST_RUN + ".");
            }
        }
    }
}
