/** {@code trawl doctor}: what stands still in an installation, why, and what to do about it. */
@NullMarked
package io.trawl.cli.doctor;

import org.jspecify.annotations.NullMarked;
