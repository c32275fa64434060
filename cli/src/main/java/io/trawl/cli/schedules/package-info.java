/** {@code trawl schedules}. */
@NullMarked
package io.trawl.cli.schedules;

import org.jspecify.annotations.NullMarked;
