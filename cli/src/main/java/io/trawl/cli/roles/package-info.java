/** The processes of a DISTRIBUTED installation, a command each. */
@NullMarked
package io.trawl.cli.roles;

import org.jspecify.annotations.NullMarked;
