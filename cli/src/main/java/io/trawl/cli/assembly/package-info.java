/** The one place where the parts are put together, for each deployment model and role. */
@NullMarked
package io.trawl.cli.assembly;

import org.jspecify.annotations.NullMarked;
