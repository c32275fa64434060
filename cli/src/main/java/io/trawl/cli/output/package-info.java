/** What people and programs get to read: tables, CSV, JSON, and text that cannot take over a terminal. */
@NullMarked
package io.trawl.cli.output;

import org.jspecify.annotations.NullMarked;
