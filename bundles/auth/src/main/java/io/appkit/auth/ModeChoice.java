package io.appkit.auth;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How callers are known, and why like that.
 *
 * @param way how
 * @param reason in a few words
 */
record ModeChoice(Way way, String reason) {

    /** What callers are known by. */
    enum Way {
        DATABRICKS_APPS("databricks-apps"),
        OIDC("oidc"),
        DEVELOPER("developer"),
        NOBODY("none");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        /** As the configuration and the page name it. */
        String label() {
            return label;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ModeChoice.class);

    private static final String FILE = "etc/appkit.auth.cfg, key mode: ";

    static ModeChoice of(AuthSettings auth, ServerSettings server, Environment environment) {
        boolean platform = environment.insideDatabricksApps();
        boolean loopback = server.loopback(environment);
        return switch (auth.mode()) {
            case AUTO ->
                platform
                        ? new ModeChoice(Way.DATABRICKS_APPS, "inside Databricks Apps")
                        : new ModeChoice(Way.OIDC, "outside of Databricks Apps");
            case DATABRICKS_APPS -> forwarded(auth, platform, loopback);
            case OIDC -> new ModeChoice(Way.OIDC, "as configured");
            case DEVELOPER -> developer(platform, loopback);
        };
    }

    /** Tells the log, loudly where everyone who reaches the server is let in. */
    void announce() {
        switch (way) {
            case DEVELOPER ->
                LOG.warn(
                        "Sign-in: developer ({}). Whoever reaches this server acts as the owner of its"
                                + " credentials",
                        reason);
            default -> LOG.info("Sign-in: {} ({})", way.label(), reason);
        }
    }

    private static ModeChoice forwarded(AuthSettings auth, boolean platform, boolean loopback) {
        if (!platform && !loopback && auth.trustedProxies().isEmpty()) {
            throw new ConfigurationException(
                    "appkit.auth",
                    FILE
                            + "'databricks-apps' outside of Databricks Apps needs trustedProxies, or a server on 127.0.0.1");
        }
        return new ModeChoice(Way.DATABRICKS_APPS, platform ? "inside Databricks Apps" : "as configured");
    }

    private static ModeChoice developer(boolean platform, boolean loopback) {
        if (platform || !loopback) {
            throw new ConfigurationException(
                    "appkit.auth",
                    FILE + "'developer' lets everyone in who reaches the server; it needs a server on 127.0.0.1");
        }
        return new ModeChoice(Way.DEVELOPER, "as configured");
    }
}
