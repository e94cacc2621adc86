/** What can be done with files, with cache, retry and deadlines. */
@NullMarked
package io.appkit.files.operation;

import org.jspecify.annotations.NullMarked;
