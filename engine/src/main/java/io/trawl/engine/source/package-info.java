/** Sources under a name: registered, tested, and resolved when a job refers to them. */
@NullMarked
package io.trawl.engine.source;

import org.jspecify.annotations.NullMarked;
