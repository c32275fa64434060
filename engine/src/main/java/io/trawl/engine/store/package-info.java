/** The soft, keyed state of Pipeliner and Reaper, behind a port that memory or a state store can host. */
@NullMarked
package io.trawl.engine.store;

import org.jspecify.annotations.NullMarked;
