/** Sends spans to a collector of OpenTelemetry. */
@NullMarked
package io.trawl.cli.traces;

import org.jspecify.annotations.NullMarked;
