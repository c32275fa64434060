/** The ports that carry messages, and their bounded in-memory host. */
@NullMarked
package io.trawl.engine.transport;

import org.jspecify.annotations.NullMarked;
