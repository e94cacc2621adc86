/** The one SQL warehouse and its states. */
@NullMarked
package io.appkit.localworkspace.warehouse;

import org.jspecify.annotations.NullMarked;
