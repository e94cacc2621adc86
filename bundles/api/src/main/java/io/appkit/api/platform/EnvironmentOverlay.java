package io.appkit.api.platform;

import java.util.Map;

/**
 * Values for the {@link io.appkit.api.config.Environment} that a running part of the platform supplies, below the process
 * environment and {@code .env}. An OSGi service of the local workspace: it names host, credentials and warehouse there, so
 * that nobody else needs to know that the workspace is local.
 */
public interface EnvironmentOverlay {

    /** Values by name. */
    Map<String, String> values();
}
