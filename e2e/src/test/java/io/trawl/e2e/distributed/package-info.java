/** DISTRIBUTED as real processes: what it finds, and what it survives. */
@NullMarked
package io.trawl.e2e.distributed;

import org.jspecify.annotations.NullMarked;
