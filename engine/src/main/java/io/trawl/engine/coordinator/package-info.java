/** Says which pending tasks may start now, and why the others wait. */
@NullMarked
package io.trawl.engine.coordinator;

import org.jspecify.annotations.NullMarked;
