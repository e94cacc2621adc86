/** The execution chain: cache, retry, timeout. */
@NullMarked
package io.appkit.core.execution;

import org.jspecify.annotations.NullMarked;
