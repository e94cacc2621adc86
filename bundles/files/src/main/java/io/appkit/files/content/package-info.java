/** What files are: their types, and how browsers are told of them. */
@NullMarked
package io.appkit.files.content;

import org.jspecify.annotations.NullMarked;
