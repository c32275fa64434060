/** The HTTP API of a running trawl, as a job service, and how it is found. */
@NullMarked
package io.trawl.cli.remote;

import org.jspecify.annotations.NullMarked;
