/** On whose behalf the workspace is asked. */
@NullMarked
package io.appkit.files.identity;

import org.jspecify.annotations.NullMarked;
