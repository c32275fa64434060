/** Deployments that a master gives jobs to, as users see them; what a host that has none need not know. */
@NullMarked
package io.trawl.engine.site;

import org.jspecify.annotations.NullMarked;
