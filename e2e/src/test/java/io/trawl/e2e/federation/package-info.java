/** A master over real installations: what it shows, and what it does not keep. */
@NullMarked
package io.trawl.e2e.federation;

import org.jspecify.annotations.NullMarked;
