/** Scripted faults, for tests of what talks to a workspace. */
@NullMarked
package io.appkit.localworkspace.faults;

import org.jspecify.annotations.NullMarked;
