/** The ledger on PostgreSQL: each transition of a row is one class, one transaction, and as few statements as it takes. */
@NullMarked
package io.trawl.orchestrator.ledger;

import org.jspecify.annotations.NullMarked;
