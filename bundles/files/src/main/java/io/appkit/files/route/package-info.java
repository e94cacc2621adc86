/** The routes of the plugin. */
@NullMarked
package io.appkit.files.route;

import org.jspecify.annotations.NullMarked;
