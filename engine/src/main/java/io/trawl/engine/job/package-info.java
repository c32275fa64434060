/** What users ask for: start, status, cancel, receipt, results. */
@NullMarked
package io.trawl.engine.job;

import org.jspecify.annotations.NullMarked;
