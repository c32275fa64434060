/** Batches accepted chunks of one phase into tasks of the next. */
@NullMarked
package io.trawl.engine.pipeline;

import org.jspecify.annotations.NullMarked;
