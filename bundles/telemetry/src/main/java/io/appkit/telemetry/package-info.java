/** Sends traces, metrics and log events to an OpenTelemetry collector, where one is configured. */
@NullMarked
package io.appkit.telemetry;

import org.jspecify.annotations.NullMarked;
