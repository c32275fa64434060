/** What is written to the log, and in which form. */
@NullMarked
package io.trawl.cli.logs;

import org.jspecify.annotations.NullMarked;
