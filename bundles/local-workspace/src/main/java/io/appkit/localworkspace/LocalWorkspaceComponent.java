package io.appkit.localworkspace;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.EnvironmentOverlay;
import io.appkit.api.platform.ServerSettings;
import io.appkit.api.platform.Startup;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a local workspace where none other is configured, and puts its address into the environment. */
@Component(
        service = {},
        immediate = true)
public final class LocalWorkspaceComponent {

    private static final Logger LOG = LoggerFactory.getLogger(LocalWorkspaceComponent.class);

    private static final Duration WAREHOUSE_TRANSITION = Duration.ofSeconds(2);

    private static final Dictionary<String, Object> SIGN_IN_PAGES = FrameworkUtil.asDictionary(Map.of(
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "io.appkit.localworkspace.signin",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, "/oidc/*"));

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Activate
    public LocalWorkspaceComponent(
            BundleContext context,
            @Reference Settings settings,
            @Reference Environment environment,
            @Reference Startup startup) {
        try {
            Setting<LocalSettings> local = opened(settings.bind(LocalSettings.class));
            Setting<ServerSettings> server = opened(settings.bind(ServerSettings.class));
            StartDecision decision = StartDecision.of(local.get().enabled(), environment, server.get());
            if (decision instanceof StartDecision.Start) {
                start(context, local.get(), server.get().publicUrl());
            } else if (decision instanceof StartDecision.Refuse refusal) {
                startup.fail(refusal.reason());
            } else if (decision instanceof StartDecision.StayAway absence) {
                LOG.debug("No local workspace: {}", absence.reason());
            }
            local.onChange(changed -> LOG.warn("Changes of appkit.local take effect at the next start"));
        } catch (ConfigurationException e) {
            startup.fail(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            startup.fail(e.getMessage() + ": " + e.getCause());
        } catch (IOException e) {
            startup.fail("The local workspace cannot listen: " + e.getMessage());
        }
    }

    private void start(BundleContext context, LocalSettings settings, Optional<String> publicUrl) throws IOException {
        Delays.Scheduled delays = opened(new Delays.Scheduled());
        LocalWorkspace workspace = opened(LocalWorkspace.start(
                new LocalWorkspace.Options(
                        settings.port(),
                        settings.scaleFactor(),
                        settings.tokenLifetime(),
                        WAREHOUSE_TRANSITION,
                        settings.clientSecret(),
                        publicUrl,
                        Path.of(Objects.requireNonNullElse(context.getProperty("karaf.base"), "."))
                                .resolve("var/local/volumes"),
                        settings.faults()),
                Clock.systemUTC(),
                delays));
        Map<String, String> values = workspace.environment();
        ServiceRegistration<EnvironmentOverlay> overlay =
                context.registerService(EnvironmentOverlay.class, () -> values, null);
        open.push(overlay::unregister);
        ServiceRegistration<Servlet> pages =
                context.registerService(Servlet.class, new SignInServlet(workspace.signInPages()), SIGN_IN_PAGES);
        open.push(pages::unregister);
        if (settings.faults()) {
            LOG.warn("The local workspace takes requests for faults (appkit.local: faults=true)");
        }
        LOG.info("A local workspace runs at {}; its data is sample data", workspace.url());
        if (settings.clientSecret().isPresent()) {
            LOG.info(
                    "With the clientSecret of appkit.local, others sign in as client {}; its warehouse is {}",
                    values.get("DATABRICKS_CLIENT_ID"),
                    values.get("DATABRICKS_WAREHOUSE_ID"));
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Closes everything, the last opened first: the environment's values go before what they name. */
    @Deactivate
    void stop() {
        for (@Nullable AutoCloseable resource = open.poll(); resource != null; resource = open.poll()) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("The local workspace did not stop cleanly", e);
            }
        }
    }
}
