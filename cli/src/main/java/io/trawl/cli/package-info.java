/** The {@code trawl} command, and the one place where the parts are put together. */
@NullMarked
package io.trawl.cli;

import org.jspecify.annotations.NullMarked;
