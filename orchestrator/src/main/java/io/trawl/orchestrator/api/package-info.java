/** The HTTP API: one {@link io.trawl.orchestrator.api.ApiServer} serves a {@code JobService} to users and operators. */
@NullMarked
package io.trawl.orchestrator.api;

import org.jspecify.annotations.NullMarked;
