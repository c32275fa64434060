/** Settings from the command line, the environment and a file, in this order of strength. */
@NullMarked
package io.trawl.cli.config;

import org.jspecify.annotations.NullMarked;
