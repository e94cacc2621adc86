package io.appkit.localworkspace;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and how a local workspace runs.
 *
 * @param enabled when it starts
 * @param port TCP port on 127.0.0.1; 0 for any free one
 * @param scaleFactor TPC-H scale factor of the sample data
 * @param tokenLifetime how long its access tokens are valid
 * @param clientSecret OAuth secret of the app's service principal; empty: a random one at each start
 * @param faults whether anyone on this machine may make it misbehave
 */
@Configuration(pid = "appkit.local", title = "AppKit local workspace")
public record LocalSettings(
        @Key(
                description = "auto: when no workspace is configured and only this machine can reach the server;"
                        + " true: always; false: never",
                defaultValue = "auto")
        Enabled enabled,

        @Key(
                description = "TCP port on 127.0.0.1; 0 for any free one, the log tells which",
                defaultValue = "0",
                min = 0,
                max = 65535)
        int port,

        @Key(
                description = "TPC-H scale factor of the sample data, from 0.001 to 0.1; 0.01 is 15000 orders",
                defaultValue = "0.01")
        double scaleFactor,

        @Key(
                description = "Lifetime of its access tokens in milliseconds",
                defaultValue = "3600000",
                min = 1_000,
                max = 86_400_000)
        Duration tokenLifetime,

        @Key(
                description =
                        "OAuth client secret with which Databricks SDKs and the CLI sign in as the app, together with"
                                + " the client id the log tells; unset: only this server can")
        Optional<String> clientSecret,

        @Key(
                description = "true: it fails on request, for tests; anyone on this machine may ask it to",
                defaultValue = "false")
        boolean faults) {

    private static final double MIN_SCALE = 0.001;
    private static final double MAX_SCALE = 0.1;

    /** When the local workspace starts. */
    public enum Enabled {
        AUTO,
        TRUE,
        FALSE
    }

    /** Checks what a {@link Key} cannot. */
    public LocalSettings {
        if (!(scaleFactor >= MIN_SCALE && scaleFactor <= MAX_SCALE)) {
            throw new IllegalArgumentException("key scaleFactor: '" + scaleFactor
                    + "' is not valid: expected a number from " + MIN_SCALE + " to " + MAX_SCALE);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LocalSettings[enabled=" + enabled + ", port=" + port + "]";
    }
}
