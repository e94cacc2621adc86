@NullMarked
package io.appkit.arrow;

import org.jspecify.annotations.NullMarked;
