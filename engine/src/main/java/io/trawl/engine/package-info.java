/** The rules of the job engine, free of frameworks: states, ports and their in-memory hosts. */
@NullMarked
package io.trawl.engine;

import org.jspecify.annotations.NullMarked;
