/** {@code trawl tokens} and {@code trawl audit}: who may call the API, and what they did. */
@NullMarked
package io.trawl.cli.tokens;

import org.jspecify.annotations.NullMarked;
