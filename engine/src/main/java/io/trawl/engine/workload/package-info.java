/** What a workload is to the engine: phases, handlers, records, results, and a pure merge. */
@NullMarked
package io.trawl.engine.workload;

import org.jspecify.annotations.NullMarked;
