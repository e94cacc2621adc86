/** The workspace's Files API. */
@NullMarked
package io.appkit.files.upstream;

import org.jspecify.annotations.NullMarked;
