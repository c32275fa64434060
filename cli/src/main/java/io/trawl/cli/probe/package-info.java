/** What a process without an API of its own tells about itself over HTTP: whether it lives, whether it is ready, its metrics. */
@NullMarked
package io.trawl.cli.probe;

import org.jspecify.annotations.NullMarked;
