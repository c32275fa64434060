/** Reads cron expressions, with Spring's parser. */
@NullMarked
package io.trawl.orchestrator.cron;

import org.jspecify.annotations.NullMarked;
