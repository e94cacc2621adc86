package io.appkit.auth;

import io.appkit.api.Registration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.Gate;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.api.platform.ReadyServer;
import io.appkit.api.platform.ServerAddress;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.SignIn;
import io.appkit.api.platform.Startup;
import io.appkit.api.platform.UserDirectory;
import io.appkit.api.platform.WorkspaceInfo;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate. It is there before a request asks for it, so that wrong values end the start before a port opens; later, wrong
 * values leave what was good before in force. One that comes to a running server has nothing from before: it refuses until
 * the values are right. Until it knows what it needs, it refuses, too.
 */
@Component(
        service = {Gate.class, SignIn.class, ConfigurationListener.class},
        immediate = true)
public final class SignInGate implements Gate, SignIn, ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(SignInGate.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable UserDirectory users;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ReadyServer running;

    private final Settings settings;
    private final Startup startup;
    private final Arrangements arrangements;
    private @Nullable Registration changes;
    private @Nullable Setting<AuthSettings> auth;
    private @Nullable Setting<ServerSettings> server;
    private volatile @Nullable WorkspaceInfo workspace;
    private volatile @Nullable ServerAddress address;
    private volatile Arrangement current = Arrangement.CLOSED;
    private boolean begun;
    private boolean joining;
    private boolean failed;

    @Activate
    public SignInGate(@Reference Settings settings, @Reference Environment environment, @Reference Startup startup) {
        this(settings, environment, startup, Path.of(System.getProperty("karaf.base", "."), "var", "auth"), null);
    }

    private SignInGate(
            Settings settings,
            Environment environment,
            Startup startup,
            Path folder,
            @Nullable Supplier<@Nullable UserDirectory> directory) {
        this.settings = settings;
        this.startup = startup;
        this.arrangements = new Arrangements(
                environment, () -> workspace, () -> address, directory == null ? () -> users : directory, folder);
        changes = environment.onChange(this::arrange);
    }

    @Activate
    void begin() {
        begin(running != null);
    }

    private synchronized void begin(boolean serverRuns) {
        begun = true;
        joining = serverRuns;
        arrange();
    }

    /** Outside of the framework. */
    static SignInGate in(
            Path folder,
            Settings settings,
            Environment environment,
            Startup startup,
            Supplier<@Nullable UserDirectory> users,
            boolean serverRuns) {
        SignInGate gate = new SignInGate(settings, environment, startup, folder, users);
        gate.begin(serverRuns);
        return gate;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setWorkspace(WorkspaceInfo present) {
        workspace = present;
        arrange();
    }

    /** Who has signed in stays signed in while the workspace is away. */
    void unsetWorkspace(WorkspaceInfo gone) {
        if (gone.equals(workspace)) {
            workspace = null;
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setAddress(ServerAddress present) {
        address = present;
        arrange();
    }

    /** The server listens there until it says another place. */
    void unsetAddress(ServerAddress gone) {}

    @Deactivate
    void stop() {
        if (changes != null) {
            changes.close();
        }
        if (auth != null) {
            auth.close();
        }
        if (server != null) {
            server.close();
        }
        Arrangement last = current;
        current = Arrangement.CLOSED;
        last.close();
    }

    /** What could not be read is read again; of what could, its setting tells. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        retry();
    }

    synchronized void retry() {
        if (auth == null || server == null) {
            arrange();
        }
    }

    private synchronized void arrange() {
        if (!begun || failed) {
            return;
        }
        Arrangement last = current;
        try {
            current = arrangements.make(authSettings(), serverSettings(), last);
        } catch (ConfigurationException e) {
            if (last.isReady()) {
                LOG.warn("{}; the last good values stay in force", e.getMessage());
            } else if (joining) {
                LOG.warn("{}; nobody is let in until that is right", e.getMessage());
            } else {
                failed = true;
                startup.fail(String.valueOf(e.getMessage()));
            }
            return;
        }
        if (current.isReady() && !(last.isReady() && current.choice().equals(last.choice()))) {
            current.choice().announce();
        }
        if (!current.identification().equals(last.identification())) {
            last.close();
        }
    }

    private AuthSettings authSettings() {
        Setting<AuthSettings> bound = auth;
        if (bound == null) {
            bound = settings.bind(AuthSettings.class);
            bound.onChange(values -> arrange());
            auth = bound;
        }
        return bound.get();
    }

    private ServerSettings serverSettings() {
        Setting<ServerSettings> bound = server;
        if (bound == null) {
            bound = settings.bind(ServerSettings.class);
            bound.onChange(values -> arrange());
            server = bound;
        }
        return bound.get();
    }

    @Override
    public GateDecision decide(GateRequest request) {
        return current.checkpoint().decide(request);
    }

    @Override
    public Status status() {
        return current.status();
    }

    @Override
    public void revoke(String callerId) {
        current.oidc().ifPresent(oidc -> oidc.sessions().revoke(callerId));
    }

    @Override
    public void revokeAll() {
        current.oidc().ifPresent(oidc -> oidc.sessions().revokeAll());
    }
}
