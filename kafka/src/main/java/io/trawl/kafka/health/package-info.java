/** Whether Kafka answers, and how far its readers are behind. */
@NullMarked
package io.trawl.kafka.health;

import org.jspecify.annotations.NullMarked;
