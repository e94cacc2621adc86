/** The starter app: a page over the TPC-H sample data, its queries, and the plugin that tells it where it runs. */
@NullMarked
package io.appkit.starter;

import org.jspecify.annotations.NullMarked;
