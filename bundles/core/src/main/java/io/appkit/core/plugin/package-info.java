/** Which plugins there are, their lives, their leases, and their lasting services. */
@NullMarked
package io.appkit.core.plugin;

import org.jspecify.annotations.NullMarked;
