/** What is reported of the values found: counts, places, masked samples and keyed tokens, never a value itself. */
@NullMarked
package io.trawl.discovery.finding;

import org.jspecify.annotations.NullMarked;
