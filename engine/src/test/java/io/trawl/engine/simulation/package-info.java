/** Plays the engine against seeded faults in virtual time, and checks its guarantees. */
@NullMarked
package io.trawl.engine.simulation;

import org.jspecify.annotations.NullMarked;
