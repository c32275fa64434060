package io.trawl.discovery.detect;

/** How sure a detector is, in rising order: the natural order of the constants is part of the contract. */
public enum Confidence {
    /** It has the form, but so have many harmless things. */
    LOW,
    /** Form and checks hold; nothing near it says what it is. */
    MEDIUM,
    /** The form is unmistakable, or the words near it name it. */
    HIGH;

    Confidence atMost(Confidence cap) {
        return compareTo(cap) <= 0 ? this : cap;
    }
}
