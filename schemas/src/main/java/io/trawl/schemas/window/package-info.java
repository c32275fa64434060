/** When a source may be read. */
@NullMarked
package io.trawl.schemas.window;

import org.jspecify.annotations.NullMarked;
