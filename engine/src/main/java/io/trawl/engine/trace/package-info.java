/** Which trace a job belongs to, and what is told of the work under it. */
@NullMarked
package io.trawl.engine.trace;

import org.jspecify.annotations.NullMarked;
