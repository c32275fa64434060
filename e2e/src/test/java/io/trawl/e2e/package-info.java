/** Whole-system and chaos tests of the assembled {@code trawl}. */
@NullMarked
package io.trawl.e2e;

import org.jspecify.annotations.NullMarked;
