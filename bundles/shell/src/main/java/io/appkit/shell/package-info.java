/** The commands {@code appkit:*} of the console. Each finds what it needs when it runs, and says what is missing. */
@NullMarked
package io.appkit.shell;

import org.jspecify.annotations.NullMarked;
