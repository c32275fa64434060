/** How a command gets at the jobs: over HTTP when a server runs, else with an engine of its own. */
@NullMarked
package io.trawl.cli.access;

import org.jspecify.annotations.NullMarked;
