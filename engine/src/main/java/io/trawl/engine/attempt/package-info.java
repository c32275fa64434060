/** Runs one attempt of a task: handler, chunks, checkpoints, reports, and the worker's lease. */
@NullMarked
package io.trawl.engine.attempt;

import org.jspecify.annotations.NullMarked;
