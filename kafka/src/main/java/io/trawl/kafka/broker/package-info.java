/** A real broker as a child process, for the local stack and for tests. */
@NullMarked
package io.trawl.kafka.broker;

import org.jspecify.annotations.NullMarked;
