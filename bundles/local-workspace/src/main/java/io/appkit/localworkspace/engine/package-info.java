/** SQL on an embedded database, as much like a Databricks warehouse as can be had without guessing. */
@NullMarked
package io.appkit.localworkspace.engine;

import org.jspecify.annotations.NullMarked;
