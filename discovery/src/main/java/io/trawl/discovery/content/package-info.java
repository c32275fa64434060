/** Reads the bytes of objects as text, tables, documents and archives, and hands on passages to be searched. */
@NullMarked
package io.trawl.discovery.content;

import org.jspecify.annotations.NullMarked;
