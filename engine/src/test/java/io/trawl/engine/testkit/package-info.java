/** The test kit: virtual time, a ledger in memory, and the contracts that every ledger keeps. */
@NullMarked
package io.trawl.engine.testkit;

import org.jspecify.annotations.NullMarked;
