/** {@code trawl workers}. */
@NullMarked
package io.trawl.cli.workers;

import org.jspecify.annotations.NullMarked;
