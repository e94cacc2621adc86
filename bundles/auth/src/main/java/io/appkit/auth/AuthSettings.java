package io.appkit.auth;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.util.List;

/**
 * How callers are known.
 *
 * @param mode how
 * @param trustedProxies IP addresses of proxies whose identity headers are believed
 */
@Configuration(pid = "appkit.auth", title = "AppKit sign-in")
public record AuthSettings(
        @Key(description = "How callers are known: auto, databricks-apps or developer", defaultValue = "auto")
        Mode mode,

        @Key(description = "IP addresses of the proxies whose identity headers are believed, comma separated")
        List<String> trustedProxies) {

    /** How callers are known. */
    public enum Mode {
        /** {@link #DATABRICKS_APPS} on the platform's evidence, else {@link #DEVELOPER}. */
        AUTO,
        /** The platform's proxy has signed the caller in and says so in headers. */
        DATABRICKS_APPS,
        /** One fixed caller, on this machine only. */
        DEVELOPER
    }
}
