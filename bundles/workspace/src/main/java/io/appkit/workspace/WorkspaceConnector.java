package io.appkit.workspace;

import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.utils.SerDeUtils;
import io.appkit.api.Registration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.Startup;
import io.appkit.api.platform.UserDirectory;
import io.appkit.api.platform.WorkspaceInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the workspace while host and credentials are known, anew whenever they change. */
@Component(service = {})
public final class WorkspaceConnector {

    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceConnector.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration TOKEN_DEADLINE = Duration.ofSeconds(30);

    private final BundleContext context;
    private final Environment environment;
    private final Startup startup;
    private final @Nullable Setting<WorkspaceSettings> setting;
    private final ExchangeThreads threads;
    private final Registration patience;

    private @Nullable WorkspaceSettings current;
    private List<ServiceRegistration<?>> published = List.of();
    private boolean closed;

    /** Touched on the thread that connects alone. */
    private boolean connectedBefore;

    @Activate
    public WorkspaceConnector(
            BundleContext context,
            @Reference Settings settings,
            @Reference Environment environment,
            @Reference Startup startup) {
        this(context, settings, environment, startup, PATIENCE);
    }

    WorkspaceConnector(
            BundleContext context, Settings settings, Environment environment, Startup startup, Duration patience) {
        this.context = context;
        this.environment = environment;
        this.startup = startup;
        this.threads = new ExchangeThreads();
        this.setting = bind(settings);
        this.patience = threads.after(patience, this::giveUp);
        if (setting != null) {
            setting.onChange(changed -> connectLater());
            connectLater();
        }
    }

    private @Nullable Setting<WorkspaceSettings> bind(Settings settings) {
        try {
            return settings.bind(WorkspaceSettings.class);
        } catch (ConfigurationException e) {
            startup.fail(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** On the thread that signs in: it may read files, and the order of changes is kept. */
    private void connectLater() {
        try {
            threads.tokens().execute(this::connect);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopped meanwhile", e);
        }
    }

    private void connect() {
        if (setting == null || !news(setting.get())) {
            return;
        }
        WorkspaceSettings wanted = setting.get();
        if (!wanted.present()) {
            if (connectedBefore) {
                LOG.info("No workspace is configured any more");
            }
            return;
        }
        SdkSignIn signIn = new SdkSignIn(wanted, new SdkHttpClient(threads.http(), TOKEN_DEADLINE));
        try {
            publish(wanted, signIn, signIn.host());
        } catch (DatabricksException e) {
            unusable("appkit.workspace, key profile (DATABRICKS_CONFIG_PROFILE): '"
                    + wanted.profile().orElse("") + "' cannot be used: " + Answers.bounded(e.getMessage()));
        }
    }

    /** Ends the start; a running server goes on without a workspace until the value is mended. */
    private void unusable(String reason) {
        if (connectedBefore) {
            LOG.error(reason);
        } else {
            startup.fail(reason);
        }
    }

    private boolean news(WorkspaceSettings wanted) {
        synchronized (this) {
            if (closed || wanted.equals(current)) {
                return false;
            }
            current = wanted;
        }
        replacePublished(List.of());
        return true;
    }

    private void publish(WorkspaceSettings wanted, SdkSignIn signIn, String host) {
        var mapper = SerDeUtils.createMapper();
        var answers = new Answers(mapper, Clock.systemUTC());
        var exchanges = new WorkspaceExchanges(host, threads.http(), mapper, answers, threads, threads.open());
        var authorization = new AppAuthorization(signIn::headers, threads.tokens());
        ConnectedWorkspace workspace = new ConnectedWorkspace(exchanges, authorization, wanted, environment);
        LOG.info("Workspace {}", host);
        connectedBefore = true;
        replacePublished(List.of(
                context.registerService(WorkspaceInfo.class, workspace.info(), null),
                context.registerService(UserDirectory.class, workspace.users(), null),
                context.registerService(Workspace.class, workspace, null)));
    }

    /** Without a lock while others are told: they may stop this component in the meantime. */
    private void replacePublished(List<ServiceRegistration<?>> next) {
        List<ServiceRegistration<?>> over;
        synchronized (this) {
            over = closed ? new ArrayList<>(next) : new ArrayList<>(published);
            if (closed) {
                over.addAll(published);
            }
            published = closed ? List.of() : next;
        }
        over.forEach(ServiceRegistration::unregister);
    }

    private synchronized void giveUp() {
        if (!closed && (current == null || !current.present())) {
            startup.fail("no workspace: set DATABRICKS_HOST with DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET"
                    + " (or DATABRICKS_TOKEN), or DATABRICKS_CONFIG_PROFILE, or let the local workspace run");
        }
    }

    @Deactivate
    void stop() {
        synchronized (this) {
            closed = true;
        }
        if (setting != null) {
            setting.close();
        }
        patience.close();
        replacePublished(List.of());
        threads.close();
    }
}
