/** Notices dead workers and stalled attempts, and proposes what to do. */
@NullMarked
package io.trawl.engine.reaper;

import org.jspecify.annotations.NullMarked;
