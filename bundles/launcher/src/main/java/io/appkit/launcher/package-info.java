/** Runs before the OSGi framework: guards the instance folder, starts Karaf and ends the process in order. */
@NullMarked
package io.appkit.launcher;

import org.jspecify.annotations.NullMarked;
