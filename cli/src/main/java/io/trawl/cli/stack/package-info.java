/** A whole DISTRIBUTED installation as plain processes on this machine. */
@NullMarked
package io.trawl.cli.stack;

import org.jspecify.annotations.NullMarked;
