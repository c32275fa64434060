/** Jobs that are started again and again: when a run is due, what happens when it cannot start, and what became of it. */
@NullMarked
package io.trawl.engine.schedule;

import org.jspecify.annotations.NullMarked;
