/** The engine's transport ports over Kafka. */
@NullMarked
package io.trawl.kafka;

import org.jspecify.annotations.NullMarked;
