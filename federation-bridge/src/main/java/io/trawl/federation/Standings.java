package io.trawl.federation;

/**
 * How many parts of a job stand where: all that its state depends on.
 *
 * @param begun acknowledged by their sites
 * @param settled of which nothing more is waited for
 * @param paused of those that are not settled
 * @param delivered ended with all that their sites could read, be it with gaps
 * @param completed ended without gaps
 */
record Standings(int parts, int begun, int settled, int paused, int delivered, int completed) {}
