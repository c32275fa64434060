/** Who may do what: callers, their scopes and tenants, the tokens they present, and the trail of what they did. */
@NullMarked
package io.trawl.orchestrator.access;

import org.jspecify.annotations.NullMarked;
