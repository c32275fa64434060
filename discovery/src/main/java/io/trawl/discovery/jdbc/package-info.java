/** Databases as sources: tables are listed, cut and read through JDBC, in short read-only transactions. */
@NullMarked
package io.trawl.discovery.jdbc;

import org.jspecify.annotations.NullMarked;
