/** {@code trawl topics}: the table of Kafka topics. */
@NullMarked
package io.trawl.cli.topics;

import org.jspecify.annotations.NullMarked;
