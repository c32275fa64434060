/** Carries messages: how they look on Kafka, who sends them, who reads them, and where unreadable ones go. */
@NullMarked
package io.trawl.kafka.carry;

import org.jspecify.annotations.NullMarked;
