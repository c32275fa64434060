/** The side that does the work: starts packets, runs handlers, stages results and reports. */
@NullMarked
package io.trawl.worker;

import org.jspecify.annotations.NullMarked;
