package io.trawl.federation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is taken over of a word that a site says: names of phases, kinds and reasons, which are the workload's own. A site
 * that puts anything else into their place, a rule with a path or the text of an error, has it replaced here, so that the
 * master cannot keep it.
 */
final class SafeWord {
    static final String OTHER = "other";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

    private SafeWord() {}

    /** The word itself, what stands before its first colon, or {@link #OTHER}. */
    static String of(String word) {
        int colon = word.indexOf(':');
        String head = colon < 0 ? word : word.substring(0, colon);
        return SAFE.matcher(head).matches() ? head : OTHER;
    }

    static @Nullable String ofNullable(@Nullable String word) {
        return word == null ? null : of(word);
    }

    /** Counts of words that become the same are added. */
    static Map<String, Long> counts(Map<String, Long> counts) {
        return counts(counts, SafeWord::of);
    }

    /** Counts of words, or of two with a slash between them: a kind and its subkind. */
    static Map<String, Long> totals(Map<String, Long> totals) {
        return counts(totals, SafeWord::ofTwo);
    }

    private static Map<String, Long> counts(Map<String, Long> counts, UnaryOperator<String> made) {
        Map<String, Long> safe = new TreeMap<>();
        counts.forEach((word, count) -> safe.merge(made.apply(word), count, Long::sum));
        return safe;
    }

    private static String ofTwo(String words) {
        int slash = words.indexOf('/');
        return slash < 0 ? of(words) : of(words.substring(0, slash)) + "/" + of(words.substring(slash + 1));
    }
}
