/** What the commands share: their surroundings, the engine inside, and following a job to its end. */
@NullMarked
package io.trawl.cli.run;

import org.jspecify.annotations.NullMarked;
