/** {@code trawl jobs}: start, list, watch, cancel and read jobs of a running trawl. */
@NullMarked
package io.trawl.cli.jobs;

import org.jspecify.annotations.NullMarked;
