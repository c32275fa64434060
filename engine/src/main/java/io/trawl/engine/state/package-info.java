/** The transitions of jobs and tasks, and the diagrams made from them. */
@NullMarked
package io.trawl.engine.state;

import org.jspecify.annotations.NullMarked;
