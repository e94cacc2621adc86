package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.EnvironmentOverlay;
import io.appkit.api.platform.ServerSettings;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The component with settings by hand, in a framework without other bundles. */
class LocalWorkspaceComponentTest {

    private static final int DEADLINE_MS = 10_000;

    @TempDir
    private static Path storage;

    private static Framework framework;

    private final List<String> failures = new ArrayList<>();
    private final List<LocalWorkspaceComponent> started = new ArrayList<>();
    private int openSettings;

    @BeforeAll
    static void startFramework() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.resolve("bundles").toString(),
                        "karaf.base",
                        storage.toString()));
        framework.start();
    }

    @AfterAll
    static void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(DEADLINE_MS);
    }

    @AfterEach
    void stopComponents() {
        started.forEach(LocalWorkspaceComponent::stop);
    }

    private record Fixed<R extends Record>(R get, Runnable closing) implements Setting<R> {

        @Override
        public void onChange(Consumer<R> listener) {}

        @Override
        public void close() {
            closing.run();
        }
    }

    private LocalWorkspaceComponent start(Map<String, String> environment, Settings settings) {
        BundleContext context = framework.getBundleContext();
        LocalWorkspaceComponent component =
                new LocalWorkspaceComponent(context, settings, Environment.of(environment), failures::add);
        started.add(component);
        return component;
    }

    private LocalWorkspaceComponent start(Map<String, String> environment, LocalSettings.Enabled enabled, int port) {
        LocalSettings local = new LocalSettings(enabled, port, 0.001, Duration.ofHours(1), Optional.empty(), false);
        ServerSettings server = new ServerSettings(
                Optional.empty(), 8000, Optional.empty(), Optional.empty(), ByteSize.parse("1mb"), Optional.empty());
        return start(environment, new Settings() {
            @Override
            public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
                throw new UnsupportedOperationException();
            }

            @Override
            public <R extends Record> Setting<R> bind(Class<R> type) {
                openSettings++;
                return new Fixed<>(type.cast(type == LocalSettings.class ? local : server), () -> openSettings--);
            }
        });
    }

    private LocalWorkspaceComponent start(Map<String, String> environment) {
        return start(environment, LocalSettings.Enabled.AUTO, 0);
    }

    private static Optional<Map<String, String>> overlay() {
        BundleContext context = framework.getBundleContext();
        ServiceReference<EnvironmentOverlay> reference = context.getServiceReference(EnvironmentOverlay.class);
        return Optional.ofNullable(reference).map(context::getService).map(EnvironmentOverlay::values);
    }

    private static ServiceReference<Servlet> signInPages() throws Exception {
        return framework
                .getBundleContext()
                .getServiceReferences(Servlet.class, "(osgi.http.whiteboard.servlet.pattern=/oidc/\\*)")
                .stream()
                .findAny()
                .orElse(null);
    }

    private static int port() {
        return URI.create(overlay().orElseThrow().get("DATABRICKS_HOST")).getPort();
    }

    @Test
    void startsByItselfAndPutsItsAddressIntoTheEnvironment() throws Exception {
        start(Map.of());
        assertThat(failures).isEmpty();
        assertThat(overlay().orElseThrow())
                .containsKeys("DATABRICKS_CLIENT_ID", "DATABRICKS_CLIENT_SECRET", "DATABRICKS_WAREHOUSE_ID")
                .containsEntry("APPKIT_LOCAL_WORKSPACE", "true");
        assertThat(signInPages()).isNotNull();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void staysAwayWhenAWorkspaceIsConfigured() {
        start(Map.of("DATABRICKS_HOST", "https://example.cloud.databricks.com", "NODE_ENV", "production"));
        assertThat(failures).isEmpty();
        assertThat(overlay()).isEmpty();
    }

    @Test
    void staysAwayWhenSwitchedOff() {
        start(Map.of(), LocalSettings.Enabled.FALSE, 0);
        assertThat(failures).isEmpty();
        assertThat(overlay()).isEmpty();
    }

    @Test
    void refusesInProductionWithOneLine() {
        start(Map.of("NODE_ENV", "production"));
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("NODE_ENV is production")
                .doesNotContain("\n");
        assertThat(overlay()).isEmpty();
    }

    @Test
    void closesEverythingWhenItStops() throws Exception {
        LocalWorkspaceComponent component = start(Map.of());
        int port = port();
        assertThat(openSettings).isPositive();
        component.stop();
        assertThat(overlay()).isEmpty();
        assertThat(signInPages()).isNull();
        assertThat(openSettings).isZero();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
        Await.until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("local-workspace")));
    }

    @Test
    void aTakenPortFailsTheStartWithOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(Map.of(), LocalSettings.Enabled.TRUE, taken.getLocalPort());
        }
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("cannot listen")
                .doesNotContain("\n");
        assertThat(overlay()).isEmpty();
    }

    @Test
    void aWrongValueFailsTheStartWithOneLine() {
        start(Map.of(), new Settings() {
            @Override
            public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
                throw new UnsupportedOperationException();
            }

            @Override
            public <R extends Record> Setting<R> bind(Class<R> type) {
                throw new ConfigurationException("appkit.local", "etc/appkit.local.cfg: key port: 'x' is not valid");
            }
        });
        assertThat(failures).containsExactly("etc/appkit.local.cfg: key port: 'x' is not valid");
        assertThat(overlay()).isEmpty();
    }
}
