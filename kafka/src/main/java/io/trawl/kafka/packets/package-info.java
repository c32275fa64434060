/** Work packets from Kafka, through a share group or, where the broker has none, a classic group. */
@NullMarked
package io.trawl.kafka.packets;

import org.jspecify.annotations.NullMarked;
