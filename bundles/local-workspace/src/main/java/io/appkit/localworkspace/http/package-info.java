/** The REST API's server: routing, access, bodies and error answers. */
@NullMarked
package io.appkit.localworkspace.http;

import org.jspecify.annotations.NullMarked;
