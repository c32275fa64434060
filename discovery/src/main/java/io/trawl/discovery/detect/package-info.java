/** Finds sensitive values in text: a catalogue of detectors, each an anchor, a shape and a validator. */
@NullMarked
package io.trawl.discovery.detect;

import org.jspecify.annotations.NullMarked;
