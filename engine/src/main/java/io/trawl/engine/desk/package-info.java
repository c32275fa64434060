/** The protocol of workers that reach neither the ledger nor its transport: what they ask, and who answers. */
@NullMarked
package io.trawl.engine.desk;

import org.jspecify.annotations.NullMarked;
