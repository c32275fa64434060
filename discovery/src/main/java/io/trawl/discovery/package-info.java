/** The workload in the box: finds sensitive data in the sources it is pointed at. */
@NullMarked
package io.trawl.discovery;

import org.jspecify.annotations.NullMarked;
