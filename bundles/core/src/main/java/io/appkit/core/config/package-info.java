/** Environment, app folder and configuration records. */
@NullMarked
package io.appkit.core.config;

import org.jspecify.annotations.NullMarked;
