package io.trawl.discovery.content;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where in a document we are, for people: {@code $.customers[*].card}. All elements of an array share one path. */
final class JsonPath {
    /** Deeper or longer paths are cut: the key of a result holds them. */
    private static final int MAX_LENGTH = 400;

    private static final String CUT = "…";

    private final StringBuilder text = new StringBuilder("$");
    private final Deque<Integer> ends = new ArrayDeque<>();
    private final Deque<String> labels = new ArrayDeque<>();
    private int depth;

    /** Objects and arrays we are in. */
    int depth() {
        return depth;
    }

    /** The name of the member we are in, also for the elements of its array. */
    String label() {
        String label = labels.peek();
        return label == null ? "" : label;
    }

    void open(boolean array) {
        depth++;
        enter(array ? "[*]" : "", label());
    }

    void close() {
        depth--;
        leave();
    }

    void member(String key) {
        enter("." + key, key.equals(JsonKeys.ANY) ? "" : key);
    }

    void endMember() {
        leave();
    }

    private void enter(String segment, String label) {
        ends.push(text.length());
        labels.push(label);
        text.append(segment);
    }

    private void leave() {
        text.setLength(ends.pop());
        labels.pop();
    }

    @Override
    public String toString() {
        return text.length() <= MAX_LENGTH ? text.toString() : text.substring(0, MAX_LENGTH) + CUT;
    }
}
