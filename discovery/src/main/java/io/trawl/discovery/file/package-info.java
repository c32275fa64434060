/** The connector for file trees: stays inside its root, opens nothing but regular files and directories. */
@NullMarked
package io.trawl.discovery.file;

import org.jspecify.annotations.NullMarked;
