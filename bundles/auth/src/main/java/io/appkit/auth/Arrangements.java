package io.appkit.auth;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.ServerAddress;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.UserDirectory;
import io.appkit.api.platform.WorkspaceInfo;
import io.appkit.auth.oidc.OidcSettings;
import io.appkit.auth.oidc.OidcSignIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an {@link Arrangement} of what is configured and there. */
final class Arrangements {

    private static final Logger LOG = LoggerFactory.getLogger(Arrangements.class);

    private final Environment environment;
    private final Supplier<@Nullable WorkspaceInfo> workspaces;
    private final Supplier<@Nullable ServerAddress> addresses;
    private final Supplier<@Nullable UserDirectory> users;
    private final Path folder;

    Arrangements(
            Environment environment,
            Supplier<@Nullable WorkspaceInfo> workspaces,
            Supplier<@Nullable ServerAddress> addresses,
            Supplier<@Nullable UserDirectory> users,
            Path folder) {
        this.environment = environment;
        this.workspaces = workspaces;
        this.addresses = addresses;
        this.users = users;
        this.folder = folder;
    }

    /**
     * Makes one.
     *
     * @param last the one before, whose parts are used on where nothing has changed for them
     * @throws ConfigurationException naming file, key, value and reason
     */
    Arrangement make(AuthSettings auth, ServerSettings server, Arrangement last) {
        ModeChoice choice = ModeChoice.of(auth, server, environment);
        Optional<PublicOrigin> origin = origin(choice, server);
        return new Arrangement(
                choice,
                origin,
                auth.publicPaths(),
                new Checkpoint(
                        choice.way().label(),
                        sameOrigin(choice, server, origin),
                        new PublicPaths(auth.publicPaths(), !auth.privateAssets(), this::isLocal),
                        identification(choice, auth, origin, last)));
    }

    private boolean isLocal() {
        WorkspaceInfo workspace = workspaces.get();
        return workspace != null && workspace.local();
    }

    private Optional<PublicOrigin> origin(ModeChoice choice, ServerSettings server) {
        try {
            boolean open = server.publicUrl().isEmpty() && !server.loopback(environment);
            if (open && choice.way() == ModeChoice.Way.OIDC) {
                throw new IllegalArgumentException("etc/appkit.server.cfg, key publicUrl: missing; mode oidc needs the"
                        + " origin under which browsers reach a server that others can reach");
            }
            return PublicOrigin.of(server, open ? null : addresses.get());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("appkit.server", String.valueOf(e.getMessage()));
        }
    }

    private static SameOrigin sameOrigin(ModeChoice choice, ServerSettings server, Optional<PublicOrigin> origin) {
        if (origin.isPresent() && (server.publicUrl().isPresent() || choice.way() == ModeChoice.Way.OIDC)) {
            return SameOrigin.as(origin.get());
        }
        return choice.way() == ModeChoice.Way.DATABRICKS_APPS ? SameOrigin.asForwardedHost() : SameOrigin.asHost();
    }

    private Identification identification(
            ModeChoice choice, AuthSettings auth, Optional<PublicOrigin> origin, Arrangement last) {
        return switch (choice.way()) {
            case DATABRICKS_APPS ->
                new ForwardedIdentity(
                        environment.insideDatabricksApps()
                                        && auth.trustedProxies().isEmpty()
                                ? null
                                : auth.trustedProxies());
            case OIDC -> origin.map(known -> oidc(auth, known, last)).orElse(FixedIdentity.NOT_READY);
            case DEVELOPER -> developer(last);
            case NOBODY -> FixedIdentity.NOT_READY;
        };
    }

    private Identification developer(Arrangement last) {
        WorkspaceInfo workspace = workspaces.get();
        if (last.choice().way() == ModeChoice.Way.DEVELOPER && last.isReady()) {
            return last.identification();
        } else if (workspace == null) {
            return FixedIdentity.NOT_READY;
        } else if (workspace.local()) {
            throw new ConfigurationException(
                    "appkit.auth",
                    "etc/appkit.auth.cfg, key mode: 'developer' stands for the owner of a real workspace's credentials;"
                            + " the local workspace has its own users, set mode to auto");
        }
        return new LoopbackOnly(new OwnerIdentity(users, Clock.systemUTC()));
    }

    private Identification oidc(AuthSettings auth, PublicOrigin origin, Arrangement last) {
        WorkspaceInfo workspace = workspaces.get();
        if (workspace == null) {
            return last.oidc().<Identification>map(oidc -> oidc).orElse(FixedIdentity.NOT_READY);
        }
        if (!origin.https() && !origin.isLoopback() && !workspace.local()) {
            throw new ConfigurationException(
                    "appkit.server",
                    "etc/appkit.server.cfg, key publicUrl: '" + origin
                            + "' is not valid: expected https, since browsers"
                            + " send cookies of sign-ins there; http is for this machine and for the local workspace");
        }
        Optional<String> client = auth.clientId().or(() -> environment.get("DATABRICKS_CLIENT_ID"));
        if (client.isEmpty()) {
            throw new ConfigurationException(
                    "appkit.auth",
                    "etc/appkit.auth.cfg, key clientId: missing; mode oidc needs an OAuth client, here or in"
                            + " DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET; mode developer does without sign-in, on"
                            + " this machine only");
        }
        OidcSettings settings = new OidcSettings(
                origin,
                workspace.host(),
                workspace.local(),
                auth.issuer(),
                client.get(),
                auth.clientId().isPresent() ? auth.clientSecret() : environment.get("DATABRICKS_CLIENT_SECRET"),
                auth.scopeList(),
                auth.sessionMaxAge(),
                auth.cookieKeys(),
                auth.trustedProxies(),
                environment.get("DATABRICKS_APP_NAME").orElse("appkit"),
                folder);
        Optional<OidcSignIn> same = last.oidc().filter(oidc -> oidc.settings().equals(settings));
        return same.isPresent() ? same.get() : signIn(settings);
    }

    private OidcSignIn signIn(OidcSettings settings) {
        if (!settings.origin().https() && !settings.origin().isLoopback()) {
            LOG.warn(
                    "Sign-in: browsers come to {} without https; whoever is in between can sign in as they do",
                    settings.origin());
        }
        try {
            return new OidcSignIn(settings, users, Clock.systemUTC());
        } catch (IOException e) {
            throw new ConfigurationException("appkit.auth", String.valueOf(e.getMessage()));
        }
    }
}
