/** The rules of Trawl as one plain library: no Spring, no Kafka, no JDBC. */
@NullMarked
package io.trawl.engine;

import org.jspecify.annotations.NullMarked;
