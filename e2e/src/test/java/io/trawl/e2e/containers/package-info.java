/** What the files for containers say, held against what the program understands; no engine is needed. */
@NullMarked
package io.trawl.e2e.containers;

import org.jspecify.annotations.NullMarked;
