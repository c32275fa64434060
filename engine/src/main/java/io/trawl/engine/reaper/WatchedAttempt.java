package io.trawl.engine.reaper;

import java.util.UUID;

/** A running attempt; {@code advancedAt}: when something of it was accepted last, milliseconds of the host's clock. */
public record WatchedAttempt(UUID jobId, UUID worker, long stallMs, int seq, long advancedAt) {}
