/** What the rooms below share. */
@NullMarked
package io.appkit.core;

import org.jspecify.annotations.NullMarked;
