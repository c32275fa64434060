/** The seam to places with data: what a connector lists, opens and says when it cannot. */
@NullMarked
package io.trawl.discovery.source;

import org.jspecify.annotations.NullMarked;
