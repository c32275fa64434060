package io.trawl.discovery.content;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of fields as they may be shown. Documents use values as keys ({@code {"a@example.org": …}}), and a key
 * would be part of a path that is stored: one that is a value itself, or looks like an id, becomes {@code *}.
 */
final class JsonKeys {
    static final String ANY = "*";

    private static final int MAX_LENGTH = 64;
    private static final int MAX_DIGITS = 4;
    private static final int REMEMBERED = 1_000;

    private final Passages passages;
    private final Map<String, String> shown = new LinkedHashMap<>();

    JsonKeys(Passages passages) {
        this.passages = passages;
    }

    String shown(String key) {
        String known = shown.get(key);
        if (known != null) {
            return known;
        }
        if (shown.size() >= REMEMBERED) {
            shown.clear();
        }
        String name = isPlain(key) && !passages.isSensitive(key) ? key : ANY;
        shown.put(key, name);
        return name;
    }

    private static boolean isPlain(String key) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            return false;
        }
        long digits = key.chars().filter(Character::isDigit).count();
        return digits <= MAX_DIGITS && key.chars().noneMatch(c -> c == '@' || Character.isISOControl(c));
    }
}
