/** Arrow results, from the warehouse to the client. */
@NullMarked
package io.appkit.analytics.transfer;

import org.jspecify.annotations.NullMarked;
