/** Connects a worker that reaches neither the database nor the transport: the worker protocol over HTTP. */
@NullMarked
package io.trawl.worker.http;

import org.jspecify.annotations.NullMarked;
