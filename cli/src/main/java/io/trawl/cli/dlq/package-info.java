/** {@code trawl dlq}: records that could not be read or delivered. */
@NullMarked
package io.trawl.cli.dlq;

import org.jspecify.annotations.NullMarked;
