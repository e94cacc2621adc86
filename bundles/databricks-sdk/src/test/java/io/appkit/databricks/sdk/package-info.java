@NullMarked
package io.appkit.databricks.sdk;

import org.jspecify.annotations.NullMarked;
