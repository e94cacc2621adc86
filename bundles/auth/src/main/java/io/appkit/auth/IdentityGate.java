package io.appkit.auth;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.Startup;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate: public paths, else the identity that the mode of sign-in finds. It is there before a request asks for it, so that
 * wrong values end the start before a port opens.
 */
@Component(service = Gate.class, immediate = true)
public final class IdentityGate implements Gate {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityGate.class);
    private static final Set<String> PUBLIC = Set.of("/health", "/health/ready");

    private final Gate identity;

    @Activate
    public IdentityGate(@Reference Settings settings, @Reference Environment environment, @Reference Startup startup) {
        this.identity = identity(settings, environment, startup);
    }

    private static Gate identity(Settings settings, Environment environment, Startup startup) {
        try (Setting<AuthSettings> auth = settings.bind(AuthSettings.class);
                Setting<ServerSettings> server = settings.bind(ServerSettings.class)) {
            return choose(auth.get(), server.get(), environment, startup);
        } catch (ConfigurationException e) {
            startup.fail(String.valueOf(e.getMessage()));
            return new RefusingGate();
        }
    }

    static Gate choose(AuthSettings auth, ServerSettings server, Environment environment, Startup startup) {
        boolean platform = environment.insideDatabricksApps();
        boolean loopback = server.loopback(environment);
        List<String> proxies = auth.trustedProxies();
        if (auth.mode() == AuthSettings.Mode.DATABRICKS_APPS && !platform && !loopback && proxies.isEmpty()) {
            startup.fail("etc/appkit.auth.cfg, key mode: 'databricks-apps' outside of Databricks Apps needs"
                    + " trustedProxies, or a server on 127.0.0.1");
            return new RefusingGate();
        } else if (auth.mode() == AuthSettings.Mode.DATABRICKS_APPS
                || (auth.mode() == AuthSettings.Mode.AUTO && platform)) {
            LOG.info("Sign-in: databricks-apps ({})", platform ? "inside Databricks Apps" : "as configured");
            return new ForwardedIdentity(platform && proxies.isEmpty() ? null : proxies);
        } else if (loopback) {
            LOG.info("Sign-in: none, one local developer (the server listens on this machine only)");
            return new LocalDeveloper();
        }
        LOG.error("Sign-in: none is available for a server that others can reach; every request is refused."
                + " Listen on 127.0.0.1, or set mode=databricks-apps and trustedProxies in etc/appkit.auth.cfg");
        return new RefusingGate();
    }

    @Override
    public GateDecision decide(GateRequest request) {
        return PUBLIC.contains(request.rawPath().toLowerCase(Locale.ROOT))
                ? new GateDecision.Public()
                : identity.decide(request);
    }
}
