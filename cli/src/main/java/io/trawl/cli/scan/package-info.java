/** {@code trawl scan}: from paths on the command line to findings and a receipt. */
@NullMarked
package io.trawl.cli.scan;

import org.jspecify.annotations.NullMarked;
