package io.trawl.engine.ledger;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which fences stand. Production has them all; a test takes one away to see that something turns red.
 *
 * <p>In Java a condition is written {@code fences.hold(Fence.X, condition)}. In SQL it is written
 * {@code [[X: condition]]} and rendered by {@link #sql}.
 */
public final class Fences {
    public static final Fences ALL = new Fences(EnumSet.noneOf(Fence.class));
    private static final Pattern MARK = Pattern.compile("\\[\\[([A-Z_]+):(.*?)]]", Pattern.DOTALL);

    private final Set<Fence> removed;

    private Fences(Set<Fence> removed) {
        this.removed = removed;
    }

    /** For tests alone. */
    public static Fences without(Fence fence) {
        return new Fences(EnumSet.of(fence));
    }

    /** Whether the condition lets a transition pass: always, when the fence was removed. */
    public boolean hold(Fence fence, boolean condition) {
        return condition || removed.contains(fence);
    }

    public boolean stands(Fence fence) {
        return !removed.contains(fence);
    }

    /**
     * Renders fence marks: {@code [[X: condition]]} becomes {@code (condition)}, or {@code (true)} when removed.
     *
     * @throws IllegalArgumentException when a mark names no fence
     */
    public String sql(String template) {
        return MARK.matcher(template).replaceAll(match -> {
            Fence fence = Fence.valueOf(match.group(1));
            String condition = removed.contains(fence) ? "true" : match.group(2).strip();
            return Matcher.quoteReplacement("(" + condition + ")");
        });
    }
}
