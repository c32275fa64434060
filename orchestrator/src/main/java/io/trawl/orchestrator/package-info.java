/** The side that owns the jobs: HTTP API, PostgreSQL ledger and assigner. */
@NullMarked
package io.trawl.orchestrator;

import org.jspecify.annotations.NullMarked;
