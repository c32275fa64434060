/** What the engine does and what its ledger holds, as Micrometer meters named {@code trawl_<noun>_<unit>}; never with ids of jobs. */
@NullMarked
package io.trawl.orchestrator.metrics;

import org.jspecify.annotations.NullMarked;
