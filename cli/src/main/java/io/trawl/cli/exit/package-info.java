/** How the command ends: its exit codes, and failures that are told in one sentence. */
@NullMarked
package io.trawl.cli.exit;

import org.jspecify.annotations.NullMarked;
