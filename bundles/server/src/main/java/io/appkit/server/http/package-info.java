/** Where the server listens. */
@NullMarked
package io.appkit.server.http;

import org.jspecify.annotations.NullMarked;
