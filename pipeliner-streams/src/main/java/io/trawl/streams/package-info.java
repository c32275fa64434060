/** Hosts the engine's Pipeliner and Reaper in Kafka Streams: facts and heartbeats in, proposals out. */
@NullMarked
package io.trawl.streams;

import org.jspecify.annotations.NullMarked;
