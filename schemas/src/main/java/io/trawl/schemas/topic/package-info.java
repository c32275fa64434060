/** The topics: their names, keys, values, limits and how long they keep what. Declared here, once. */
@NullMarked
package io.trawl.schemas.topic;

import org.jspecify.annotations.NullMarked;
