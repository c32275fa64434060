package io.trawl.schemas.topic;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/**
 * One topic. Every record is checked against it before its value is believed: size, JSON, type and version.
 *
 * @param name without the prefix; {@code <pool>} in it stands for one topic per pool
 * @param value what its records are, as JSON
 * @param key what keeps the order: records of one key come in the order they were sent
 * @param partitions how many a new topic gets, and the least an existing one may have; of work packets exactly as many
 * @param retention how long a record is kept at least
 * @param cleanup what happens to old records
 * @param maxBytes of one record's value
 * @param description one sentence
 */
public record Topic<T>(
        String name,
        Class<T> value,
        Key<T> key,
        int partitions,
        Duration retention,
        Cleanup cleanup,
        int maxBytes,
        String description) {
    /** Stands for the name of a pool. */
    public static final String POOL = "<pool>";

    private static final int LEAST_MESSAGE_BYTES = 1 << 20;
    /** Room for key and headers. */
    private static final int ENVELOPE_BYTES = 64 << 10;

    /** The key of a record: its field's name, and how to read it. */
    public record Key<T>(String field, Function<T, String> of) {}

    /** What happens to old records. */
    public enum Cleanup {
        /** They go when their time is over. */
        DELETE;

        /** As the broker writes it. */
        public String config() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The version of the shape, which readers must know. */
    public static final int VERSION = 1;

    /** What the records say they are in the header {@code ce_type}: {@code io.trawl.report.v1}. */
    public String type() {
        String kebab =
                value.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return "io.trawl." + kebab + ".v" + VERSION;
    }

    public boolean perPool() {
        return name.contains(POOL);
    }

    /** {@code max.message.bytes}: what the broker takes of a whole batch, never less than a usual batch. */
    public int maxMessageBytes() {
        return Math.max(LEAST_MESSAGE_BYTES, maxBytes + ENVELOPE_BYTES);
    }

    /** The same for what could not be read: the record as it came, and the reason. */
    public int maxDeadLetterBytes() {
        return maxMessageBytes() + ENVELOPE_BYTES;
    }
}
