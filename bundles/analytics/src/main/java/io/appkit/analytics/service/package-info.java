/** What Java code gets. */
@NullMarked
package io.appkit.analytics.service;

import org.jspecify.annotations.NullMarked;
