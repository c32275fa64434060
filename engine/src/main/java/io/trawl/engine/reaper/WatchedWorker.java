package io.trawl.engine.reaper;

/** A worker the Reaper has heard of; {@code heardAt} in milliseconds of the host's clock. */
public record WatchedWorker(String name, long number, long heardAt) {}
