/** Databricks SQL, and how it is said to the engine. */
@NullMarked
package io.appkit.localworkspace.sql;

import org.jspecify.annotations.NullMarked;
