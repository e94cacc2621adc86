package io.appkit.workspace;

import static io.appkit.workspace.FakeUpstream.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.service.iam.User;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Configuration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Environment;
import io.appkit.api.config.FactorySetting;
import io.appkit.api.config.Key;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.OwnersCredential;
import io.appkit.api.platform.WorkspaceInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

@Timeout(30)
class WorkspaceConnectorTest {

    private static final String ME = "/api/2.0/preview/scim/v2/Me";
    private static final String TOKEN = "/oidc/v1/token";
    private static final String WAREHOUSES = "/api/2.0/sql/warehouses";
    private static final int SERVICES = 3;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final BlockingQueue<Object> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> withdrawn = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private Consumer<WorkspaceSettings> listener = settings -> {};
    private FakeUpstream upstream;
    private WorkspaceConnector connector;

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeUpstream();
        upstream.always(
                        "/oidc/.well-known/oauth-authorization-server",
                        json(
                                200,
                                "{\"token_endpoint\":\"" + upstream.host() + TOKEN + "\",\"authorization_endpoint\":\""
                                        + upstream.host() + "/authorize\"}"))
                .always(TOKEN, token("t1"))
                .always(ME, json(200, "{\"id\":\"7\"}", "x-databricks-org-id", "4711"));
    }

    @AfterEach
    void stop() {
        if (connector != null) {
            connector.stop();
        }
        upstream.close();
    }

    private static FakeUpstream.Answer token(String token) {
        return json(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private void servicePrincipal() {
        values.put("DATABRICKS_HOST", upstream.host());
        values.put("DATABRICKS_CLIENT_ID", "app");
        values.put("DATABRICKS_CLIENT_SECRET", "s3cret");
    }

    private void connect(Duration patience) {
        connector = new WorkspaceConnector(context(), settings(), Environment.of(values), failures::add, patience);
    }

    private Workspace workspace() throws InterruptedException {
        Object service = published.poll(10, TimeUnit.SECONDS);
        while (service != null && !(service instanceof Workspace)) {
            service = published.poll(10, TimeUnit.SECONDS);
        }
        assertThat(service).isNotNull();
        return (Workspace) service;
    }

    private static String userId(WorkspaceClient client) {
        return client.call("GET", ME, null, User.class, Duration.ofSeconds(20), Cancellation.NEVER)
                .toCompletableFuture()
                .join()
                .getId();
    }

    @Test
    void signsInAsTheServicePrincipalOnceForManyCalls() throws Exception {
        servicePrincipal();
        connect(LONG);
        Workspace workspace = workspace();
        assertThat(workspace.id()).isEqualTo("4711");
        assertThat(userId(workspace.asApp())).isEqualTo("7");
        assertThat(upstream.count(TOKEN)).isEqualTo(1);
        assertThat(upstream.seen)
                .filteredOn(seen -> seen.path().equals(ME))
                .allMatch(seen -> seen.authorization().equals("Bearer t1"));
        assertThat(upstream.seen)
                .filteredOn(seen -> seen.path().equals(TOKEN))
                .allMatch(seen -> seen.authorization().startsWith("Basic ")
                        && seen.body().contains("grant_type=client_credentials")
                        && seen.body().contains("scope=all-apis"));
    }

    @Test
    void renewsATokenThatExpiredOnItsWayOnce() throws Exception {
        servicePrincipal();
        connect(LONG);
        Workspace workspace = workspace();
        assertThat(workspace.id()).isEqualTo("4711");
        upstream.next(TOKEN, token("t2")).next(ME, json(401, "{\"message\":\"expired\"}"));
        assertThat(userId(workspace.asApp())).isEqualTo("7");
        assertThat(upstream.seen.get(upstream.seen.size() - 1).authorization()).isEqualTo("Bearer t2");

        upstream.always(ME, json(401, "{\"message\":\"no\"}"));
        long before = upstream.count(ME);
        assertThatThrownBy(() -> userId(workspace.asApp()))
                .cause()
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        error -> assertThat(error.errorCode())
                                .as("the app has no session")
                                .isEmpty());
        assertThat(upstream.count(ME) - before).isLessThanOrEqualTo(2);
    }

    @Test
    void oneSlowSignInServesAllThatWait() throws Exception {
        values.putAll(Map.of("DATABRICKS_WORKSPACE_ID", "1"));
        servicePrincipal();
        var release = new CountDownLatch(1);
        upstream.next(TOKEN, (exchange, seen) -> {
            release.await();
            token("slow").to(exchange, seen);
        });
        connect(LONG);
        Workspace workspace = workspace();
        var timedOut = workspace
                .asApp()
                .call("GET", ME, null, User.class, Duration.ofMillis(100), Cancellation.NEVER)
                .toCompletableFuture();
        assertThatThrownBy(timedOut::join).hasMessageContaining("deadline");
        var waiting = workspace
                .asApp()
                .call("GET", ME, null, User.class, Duration.ofSeconds(20), Cancellation.NEVER)
                .toCompletableFuture();
        release.countDown();
        assertThat(waiting.join().getId()).isEqualTo("7");
        assertThat(upstream.count(TOKEN)).isEqualTo(1);
    }

    @Test
    void callsOnBehalfOfACallerCarryTheCallersToken() throws Exception {
        servicePrincipal();
        connect(LONG);
        Workspace workspace = workspace();
        assertThat(workspace.id()).isEqualTo("4711");
        upstream.next(ME, json(401, "{\"message\":\"expired\"}"));
        var caller = new Caller("u1", Optional.empty(), Optional.empty(), Optional.of(new BearerToken("user-token")));
        long before = upstream.count(ME);
        assertThatThrownBy(() -> userId(workspace.asUser(caller)))
                .cause()
                .isInstanceOfSatisfying(AppKitException.class, error -> {
                    assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
                    assertThat(error.status()).isEqualTo(401);
                    assertThat(error.errorCode()).contains("SESSION_EXPIRED");
                    assertThat(error.retryable()).isFalse();
                    assertThat(error.toString()).doesNotContain("user-token");
                });
        assertThat(upstream.count(ME) - before).isEqualTo(1);
        assertThat(upstream.seen.get(upstream.seen.size() - 1).authorization()).isEqualTo("Bearer user-token");
    }

    @Test
    void theOwnersCredentialMeansTheApp() throws Exception {
        servicePrincipal();
        connect(LONG);
        Workspace workspace = workspace();
        var owner = new Caller("u1", Optional.empty(), Optional.empty(), Optional.of(new OwnersCredential()));
        assertThat(workspace.asUser(owner)).isSameAs(workspace.asApp());
    }

    @Test
    void aCallerWithoutTokenIsRefused() throws Exception {
        servicePrincipal();
        connect(LONG);
        Workspace workspace = workspace();
        var nobody = new Caller("u1", Optional.empty(), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> workspace.asUser(nobody))
                .isInstanceOf(AppKitException.class)
                .hasMessage("Missing user token in request headers");
    }

    @Test
    void aCallerWithoutTokenActsAsTheAppInDevelopmentButNeverInsideDatabricksApps() throws Exception {
        servicePrincipal();
        values.put("NODE_ENV", "development");
        connect(LONG);
        var nobody = new Caller("u1", Optional.empty(), Optional.empty(), Optional.empty());
        Workspace workspace = workspace();
        assertThat(workspace.asUser(nobody)).isSameAs(workspace.asApp());

        values.put("DATABRICKS_APP_NAME", "sales");
        values.put("DATABRICKS_APP_PORT", "8000");
        assertThatThrownBy(() -> workspace.asUser(nobody)).isInstanceOf(AppKitException.class);
    }

    @Test
    void choosesAWarehouseInDevelopmentOnly() throws Exception {
        upstream.always(
                WAREHOUSES,
                json(
                        200,
                        "{\"warehouses\":[{\"id\":\"gone\",\"state\":\"DELETED\"},{\"id\":\"late\",\"state\":\"STARTING\"},"
                                + "{\"id\":\"ready\",\"state\":\"RUNNING\"}]}"));
        servicePrincipal();
        connect(LONG);
        assertThatThrownBy(workspace()::warehouseId)
                .hasMessage("DATABRICKS_WAREHOUSE_ID environment variable is required");
        connector.stop();
        published.clear();
        values.put("NODE_ENV", "development");
        connect(LONG);
        assertThat(workspace().warehouseId()).isEqualTo("ready");
    }

    @Test
    void followsALocalWorkspaceThatStartsLaterAndComesBackElsewhere() throws Exception {
        connect(LONG);
        assertThat(published).isEmpty();
        servicePrincipal();
        values.put("APPKIT_LOCAL_WORKSPACE", "true");
        listener.accept(read());
        Object info = published.poll(10, TimeUnit.SECONDS);
        assertThat(info).isInstanceOf(WorkspaceInfo.class);
        assertThat(((WorkspaceInfo) info).local()).isTrue();
        assertThat(((WorkspaceInfo) info).host()).isEqualTo(upstream.host());
        workspace();

        values.put("DATABRICKS_CLIENT_SECRET", "other");
        listener.accept(read());
        assertThat(workspace()).isNotNull();
        assertThat(withdrawn).hasSize(SERVICES);

        values.clear();
        listener.accept(read());
        for (int i = 0; i < 2 * SERVICES; i++) {
            assertThat(withdrawn.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void endsTheStartWhenNoWorkspaceAppears() throws Exception {
        connect(Duration.ofMillis(50));
        assertThat(failures.poll(10, TimeUnit.SECONDS)).contains("DATABRICKS_HOST");
    }

    @Test
    void endsTheStartOnWrongValuesWithoutShowingSecrets() throws Exception {
        values.put("DATABRICKS_HOST", "not a url");
        connect(LONG);
        assertThat(failures.poll()).contains("DATABRICKS_HOST").contains("not a url");
        connector.stop();

        values.put("DATABRICKS_HOST", "my.cloud.databricks.com");
        values.put("DATABRICKS_CLIENT_SECRET", "s3cret");
        connect(LONG);
        assertThat(failures.poll()).contains("DATABRICKS_CLIENT_ID").doesNotContain("s3cret");
        connector.stop();

        values.remove("DATABRICKS_CLIENT_SECRET");
        values.put("DATABRICKS_CLIENT_ID", "app");
        connect(LONG);
        assertThat(failures.poll()).contains("DATABRICKS_CLIENT_SECRET");
        connector.stop();

        values.remove("DATABRICKS_HOST");
        values.remove("DATABRICKS_CLIENT_ID");
        values.put("DATABRICKS_TOKEN", "s3cret");
        connect(LONG);
        assertThat(failures.poll()).contains("DATABRICKS_HOST").doesNotContain("s3cret");
    }

    @Test
    void settingsNeverShowSecrets() {
        servicePrincipal();
        assertThat(read().toString()).contains(upstream.host()).doesNotContain("s3cret");
    }

    @Test
    void withdrawsItsServicesWhenStopped() throws Exception {
        servicePrincipal();
        connect(LONG);
        workspace();
        connector.stop();
        for (int i = 0; i < SERVICES; i++) {
            assertThat(withdrawn.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private WorkspaceSettings read() {
        Object[] arguments = Arrays.stream(WorkspaceSettings.class.getRecordComponents())
                .map(component -> Optional.ofNullable(
                        values.get(component.getAnnotation(Key.class).env())))
                .toArray();
        try {
            return (WorkspaceSettings) WorkspaceSettings.class.getDeclaredConstructors()[0].newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new ConfigurationException(
                    WorkspaceSettings.class.getAnnotation(Configuration.class).pid(),
                    e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the platform's: holds the last values that were announced. */
    private Settings settings() {
        return new Settings() {
            @Override
            public <R extends Record> FactorySetting<R> bindFactory(Class<R> type) {
                throw new UnsupportedOperationException();
            }

            @Override
            @SuppressWarnings("unchecked")
            public <R extends Record> Setting<R> bind(Class<R> type) {
                return (Setting<R>) new LiveSetting(read());
            }
        };
    }

    private final class LiveSetting implements Setting<WorkspaceSettings> {

        private volatile WorkspaceSettings value;

        LiveSetting(WorkspaceSettings value) {
            this.value = value;
        }

        @Override
        public WorkspaceSettings get() {
            return value;
        }

        @Override
        public void onChange(Consumer<WorkspaceSettings> action) {
            listener = changed -> {
                value = changed;
                action.accept(changed);
            };
        }

        @Override
        public void close() {}
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("registerService");
                    Object service = arguments[1];
                    published.add(service);
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {ServiceRegistration.class},
                            (registration, call, none) -> {
                                withdrawn.add(service);
                                return null;
                            });
                });
    }
}
