/** Numbers, with the command that prints them. */
@NullMarked
package io.trawl.benchmarks;

import org.jspecify.annotations.NullMarked;
