/** Who may do what in a volume. */
@NullMarked
package io.appkit.files.policy;

import org.jspecify.annotations.NullMarked;
