/** Creates the topics that are missing, and says what is wrong with those that are there. */
@NullMarked
package io.trawl.kafka.topic;

import org.jspecify.annotations.NullMarked;
