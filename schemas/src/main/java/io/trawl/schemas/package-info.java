/** Every shape that crosses a process, as records that match the committed JSON Schemas. */
@NullMarked
package io.trawl.schemas;

import org.jspecify.annotations.NullMarked;
