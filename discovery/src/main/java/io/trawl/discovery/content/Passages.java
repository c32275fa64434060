package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import io.trawl.engine.workload.RecordOutcome;
import java.util.function.IntFunction;

/** Takes what readers find: per object, passages of text to search. Every call may stop the attempt. */
public interface Passages {
    /** Characters of context that a search needs before a passage. */
    int before();

    /** Characters that a search needs after a passage. */
    int after();

    /** What follows is of this object, which may be one inside an archive. */
    void begin(String object);

    /**
     * @param column name of a column, path in a document, or empty
     * @param text with the context it has; what begins in {@code [from, to)} is to be reported
     * @param place of an index of {@code text} in the object
     */
    void passage(String column, String text, int from, int to, IntFunction<Place> place);

    /**
     * The end of a value of a column, after its passages; every value that is not empty, also one too short for a
     * passage.
     *
     * @param chars its length
     * @param numeric whether it is digits, and what is put between digits
     */
    default void value(String column, int chars, boolean numeric) {}

    /** Whether a text that would become a name of something is itself one of the values to be found. */
    boolean isSensitive(String text);

    /**
     * All before {@code position} was handed over; a later attempt may begin the object again from there.
     *
     * @param chars read since the last call
     */
    void reached(long position, int chars);

    /** Forgets the passages of this object: it is read again in another way. */
    void discard();

    /** The object was read, or as much of it as can be; nothing when none was begun. */
    void end();

    /** Something inside an archive that was not read, or not whole. */
    void left(RecordOutcome outcome, String name);

    /** All that was told so far is finished; a later attempt may go on behind it. */
    void settled();
}
