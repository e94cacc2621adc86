/** The Java service of the plugin. */
@NullMarked
package io.appkit.files.service;

import org.jspecify.annotations.NullMarked;
