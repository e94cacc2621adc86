/** The Statement Execution API. */
@NullMarked
package io.appkit.localworkspace.statement;

import org.jspecify.annotations.NullMarked;
