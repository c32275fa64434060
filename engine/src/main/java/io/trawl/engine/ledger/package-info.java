/** The port to the tables that decide, the shapes that cross it, and its fences. */
@NullMarked
package io.trawl.engine.ledger;

import org.jspecify.annotations.NullMarked;
