package io.trawl.schemas.topic;

import io.trawl.schemas.InvalidField;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The names of the topics in one installation. */
public record TopicNames(String prefix) {
    public static final String DEFAULT_PREFIX = "trawl";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,79}");
    /** With the longest prefix, and the dots, still a name that a broker takes. */
    private static final int MAX_POOL_LENGTH = 150;

    private static final int DIGEST_LENGTH = 16;

    /** After the pattern it is checked with. */
    public static final TopicNames DEFAULT = new TopicNames(DEFAULT_PREFIX);

    /** @param prefix 1 to 80 letters, digits, dots and dashes: underscores would collide with dots in brokers' metrics */
    public TopicNames {
        if (!PREFIX.matcher(prefix).matches() || prefix.endsWith(".")) {
            throw new InvalidField(
                    "trawl.kafka.topic_prefix",
                    "must be 1 to 80 letters, digits, dots or dashes, and not end with a dot; for example trawl");
        }
    }

    /** @throws IllegalArgumentException for a topic that there is one of per pool */
    public String of(Topic<?> topic) {
        if (topic.perPool()) {
            throw new IllegalArgumentException("Name the pool to get the topic " + topic.name() + ".");
        }
        return prefix + "." + topic.name();
    }

    /** The topic of a pool, for any name a pool may have: no two pools share one. */
    public String work(String pool) {
        return prefix + "." + Topics.WORK.name().replace(Topic.POOL, safe(pool));
    }

    /** The group of the workers of a pool. */
    public String workers(String pool) {
        return prefix + ".workers." + safe(pool);
    }

    public String deadLettersOf(String topic) {
        return topic + Topics.DEAD_LETTERS;
    }

    /** As the table writes it, with {@code <pool>} where there is one topic per pool. */
    public String pattern(Topic<?> topic) {
        return prefix + "." + topic.name();
    }

    /** What a topic's name may not hold, and the underscore itself, becomes an underscore and two hex digits a byte. */
    private static String safe(String pool) {
        StringBuilder name = new StringBuilder();
        for (byte b : pool.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-') {
                name.append(c);
            } else {
                name.append('_').append(HexFormat.of().toHexDigits(b));
            }
        }
        if (name.length() <= MAX_POOL_LENGTH) {
            return name.toString();
        }
        // "__" cannot come of the rule above, so a shortened name is never another pool's whole one.
        return name.substring(0, MAX_POOL_LENGTH - DIGEST_LENGTH - 2) + "__" + digest(pool);
    }

    private static String digest(String pool) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(pool.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
