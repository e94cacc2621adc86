/** A Databricks workspace inside the process: the REST API on a loopback port, over an embedded SQL engine. */
@NullMarked
package io.appkit.localworkspace;

import org.jspecify.annotations.NullMarked;
