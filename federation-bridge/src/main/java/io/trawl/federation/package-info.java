/** A master over installations at other sites: it splits jobs, submits the parts, polls, and shows them as one. */
@NullMarked
package io.trawl.federation;

import org.jspecify.annotations.NullMarked;
