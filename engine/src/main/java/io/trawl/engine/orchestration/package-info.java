/** The loops that drive a ledger: assign, accept, apply commands, reconcile. */
@NullMarked
package io.trawl.engine.orchestration;

import org.jspecify.annotations.NullMarked;
