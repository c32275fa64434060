package io.trawl.discovery.file;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern over paths. Without a slash it matches a name at any depth; with one it matches the whole path under the
 * root, where {@code **} stands for any number of directories. A slash at its end means directories only. Wildcards:
 * {@code * ? [a-z] [!a-z] {a,b}}. Matching is iterative, so no pattern can make it explode.
 */
record Glob(String pattern, List<String> alternatives, boolean directoriesOnly, boolean anyDepth) {
    static final int MAX_LENGTH = 150;
    static final int MAX_ALTERNATIVES = 64;

    /** @throws IllegalArgumentException with a sentence for the user */
    static Glob of(String pattern) {
        if (pattern.isBlank() || pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has 1 to " + MAX_LENGTH + " characters");
        }
        boolean directory = pattern.length() > 1 && pattern.endsWith("/");
        String body = directory ? pattern.substring(0, pattern.length() - 1) : pattern;
        boolean anyDepth = body.indexOf('/') < 0;
        List<String> alternatives = new ArrayList<>();
        expand(body.startsWith("/") ? body.substring(1) : body, alternatives);
        return new Glob(pattern, List.copyOf(alternatives), directory, anyDepth);
    }

    /** @param path under the root, with slashes */
    boolean matches(String path, boolean isDirectory) {
        if (directoriesOnly && !isDirectory) {
            return false;
        }
        String subject = anyDepth ? path.substring(path.lastIndexOf('/') + 1) : path;
        for (String alternative : alternatives) {
            if (matchPath(alternative.split("/", -1), subject.split("/", -1))) {
                return true;
            }
        }
        return false;
    }

    private static void expand(String pattern, List<String> into) {
        int open = pattern.indexOf('{');
        int close = open < 0 ? -1 : pattern.indexOf('}', open);
        if (open < 0) {
            into.add(pattern);
        } else if (close < 0 || pattern.indexOf('{', open + 1) >= 0 && pattern.indexOf('{', open + 1) < close) {
            throw new IllegalArgumentException("a '{' needs its '}' and cannot hold another '{'");
        } else {
            for (String choice : pattern.substring(open + 1, close).split(",", -1)) {
                expand(pattern.substring(0, open) + choice + pattern.substring(close + 1), into);
            }
        }
        if (into.size() > MAX_ALTERNATIVES) {
            throw new IllegalArgumentException("a pattern stands for at most " + MAX_ALTERNATIVES + " alternatives");
        }
    }

    /** The classic two-pointer match: on a mismatch the last {@code **} takes one segment more. */
    private static boolean matchPath(String[] pattern, String[] path) {
        int p = 0;
        int s = 0;
        int star = -1;
        int resume = 0;
        while (s < path.length) {
            if (p < pattern.length && pattern[p].equals("**")) {
                star = p++;
                resume = s;
            } else if (p < pattern.length && matchName(pattern[p], path[s])) {
                p++;
                s++;
            } else if (star >= 0) {
                p = star + 1;
                s = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p].equals("**")) {
            p++;
        }
        return p == pattern.length;
    }

    private static boolean matchName(String pattern, String name) {
        int p = 0;
        int s = 0;
        int star = -1;
        int resume = 0;
        while (s < name.length()) {
            int next = p < pattern.length() && pattern.charAt(p) != '*' ? step(pattern, p, name.charAt(s)) : -1;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = s;
            } else if (next >= 0) {
                p = next;
                s++;
            } else if (star >= 0) {
                p = star + 1;
                s = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on after matching {@code c}, or -1. */
    private static int step(String pattern, int at, char c) {
        char wanted = pattern.charAt(at);
        int close = wanted == '[' ? pattern.indexOf(']', at + 2) : -1;
        if (close < 0) {
            return wanted == '?' || wanted == c ? at + 1 : -1;
        }
        boolean negated = pattern.charAt(at + 1) == '!' && close > at + 2;
        boolean in = false;
        for (int i = at + (negated ? 2 : 1); i < close; i++) {
            if (i + 2 < close && pattern.charAt(i + 1) == '-') {
                in |= pattern.charAt(i) <= c && c <= pattern.charAt(i + 2);
                i += 2;
            } else {
                in |= pattern.charAt(i) == c;
            }
        }
        return in == negated ? -1 : close + 1;
    }
}
