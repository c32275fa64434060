/** A whole DISTRIBUTED installation, or a federation of several, as plain processes on this machine. */
@NullMarked
package io.trawl.cli.stack;

import org.jspecify.annotations.NullMarked;
