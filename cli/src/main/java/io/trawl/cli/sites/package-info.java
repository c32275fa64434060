/** {@code trawl sites}: the deployments that a master gives jobs to. */
@NullMarked
package io.trawl.cli.sites;

import org.jspecify.annotations.NullMarked;
