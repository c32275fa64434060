/** {@code trawl sources}: registered sources of a server. */
@NullMarked
package io.trawl.cli.sources;

import org.jspecify.annotations.NullMarked;
