/** The page: static files, single-page fallback, boot payload. */
@NullMarked
package io.appkit.server.site;

import org.jspecify.annotations.NullMarked;
