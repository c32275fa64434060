/** {@code trawl serve}: a whole trawl in one process, with its HTTP API. */
@NullMarked
package io.trawl.cli.serve;

import org.jspecify.annotations.NullMarked;
