/** A column of values judged as a whole, from counts that can be added up in any order. */
@NullMarked
package io.trawl.discovery.column;

import org.jspecify.annotations.NullMarked;
