/** Numbers about the assembled {@code trawl}, each with the command that prints it. */
@NullMarked
package io.trawl.benchmarks;

import org.jspecify.annotations.NullMarked;
