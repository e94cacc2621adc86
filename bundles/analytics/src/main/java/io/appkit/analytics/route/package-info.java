/** What the plugin answers over HTTP. */
@NullMarked
package io.appkit.analytics.route;

import org.jspecify.annotations.NullMarked;
