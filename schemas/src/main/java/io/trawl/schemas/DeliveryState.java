package io.trawl.schemas;

/** Where the announcement of a job's end stands. */
public enum DeliveryState {
    /** Is tried, or tried again later. */
    PENDING,
    /** The receiver has answered with success. */
    DELIVERED,
    /** Given up. */
    FAILED
}
