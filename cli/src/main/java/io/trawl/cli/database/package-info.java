/** The data directory: who uses it, its secrets, and the PostgreSQL server that lives in it. */
@NullMarked
package io.trawl.cli.database;

import org.jspecify.annotations.NullMarked;
