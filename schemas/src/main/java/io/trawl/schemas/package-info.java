/** Every shape that crosses a process: requests, work packets, reports, heartbeats, events, commands, status, receipt. */
@NullMarked
package io.trawl.schemas;

import org.jspecify.annotations.NullMarked;
