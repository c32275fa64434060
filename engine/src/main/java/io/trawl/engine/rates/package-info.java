/** Rolling rates of jobs, and how long they will take. */
@NullMarked
package io.trawl.engine.rates;

import org.jspecify.annotations.NullMarked;
