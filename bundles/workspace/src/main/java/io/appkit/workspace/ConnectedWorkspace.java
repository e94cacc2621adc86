package io.appkit.workspace;

import com.databricks.sdk.service.sql.EndpointInfo;
import com.databricks.sdk.service.sql.ListWarehousesResponse;
import com.databricks.sdk.service.sql.State;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.Credential;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Environment;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.OwnersCredential;
import io.appkit.api.platform.UserDirectory;
import io.appkit.api.platform.WorkspaceInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A workspace whose host and credentials are known. */
final class ConnectedWorkspace implements Workspace {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectedWorkspace.class);
    private static final Duration QUESTION_DEADLINE = Duration.ofSeconds(30);
    private static final List<State> BEST_FIRST = List.of(State.RUNNING, State.STOPPED, State.STARTING, State.STOPPING);

    private final WorkspaceExchanges exchanges;
    private final Environment environment;
    private final boolean local;
    private final IdentifiedClient app;
    private final Optional<String> configuredWarehouse;
    private final Optional<String> configuredId;
    private final Learnt id;
    private final Optional<Learnt> warehouse;
    private final AtomicBoolean warned = new AtomicBoolean();

    ConnectedWorkspace(
            WorkspaceExchanges exchanges,
            Authorization authorization,
            WorkspaceSettings settings,
            Environment environment) {
        this.exchanges = exchanges;
        this.environment = environment;
        this.local =
                environment.get("APPKIT_LOCAL_WORKSPACE").filter("true"::equals).isPresent();
        this.app = new IdentifiedClient(exchanges, authorization);
        this.configuredWarehouse = settings.warehouseId();
        this.configuredId = settings.workspaceId();
        this.id = new Learnt(this::askForId);
        this.warehouse = configuredWarehouse.isEmpty() && environment.development()
                ? Optional.of(new Learnt(this::askForWarehouse))
                : Optional.empty();
    }

    /** Asks in any case: the answer also shows whether the credentials are accepted. */
    private CompletableFuture<String> askForId() {
        CompletableFuture<String> asked = app.exchange(
                "GET",
                ScimUserDirectory.ME,
                null,
                (answer, body) -> answer.header("x-databricks-org-id").orElse(""),
                QUESTION_DEADLINE,
                Cancellation.NEVER);
        asked.whenComplete((found, error) -> {
            if (error instanceof UpstreamException upstream
                    && (upstream.upstreamStatus() == 400
                            || upstream.upstreamStatus() == 401
                            || upstream.upstreamStatus() == 403)) {
                LOG.error("The workspace {} refuses the app's credentials: {}", exchanges.host(), error.getMessage());
            } else if (error != null) {
                LOG.warn("The workspace {} cannot be asked who it is: {}", exchanges.host(), error.getMessage());
            }
        });
        return asked;
    }

    private CompletableFuture<String> askForWarehouse() {
        CompletableFuture<String> asked = app.exchange(
                "GET",
                "/api/2.0/sql/warehouses?skip_cannot_use=true",
                null,
                (answer, body) -> best(exchanges.answers().read(answer, body, ListWarehousesResponse.class)),
                QUESTION_DEADLINE,
                Cancellation.NEVER);
        asked.whenComplete((found, error) -> {
            if (error != null) {
                LOG.warn("No warehouse can be chosen: {}", error.getMessage());
            }
        });
        return asked;
    }

    private static String best(ListWarehousesResponse warehouses) {
        return Optional.ofNullable(warehouses.getWarehouses()).stream()
                .flatMap(all -> all.stream())
                .filter(warehouse -> warehouse.getId() != null && BEST_FIRST.contains(warehouse.getState()))
                .min(Comparator.comparingInt(warehouse -> BEST_FIRST.indexOf(warehouse.getState())))
                .map(EndpointInfo::getId)
                .map(Objects::requireNonNull)
                .orElseThrow(ConnectedWorkspace::noWarehouse);
    }

    private static AppKitException noWarehouse() {
        String message = "DATABRICKS_WAREHOUSE_ID environment variable is required";
        return new AppKitException(ErrorKind.CONFIGURATION, message, message);
    }

    @Override
    public String id() {
        return configuredId.or(id::await).orElse("");
    }

    @Override
    public String warehouseId() {
        return configuredWarehouse
                .or(() -> warehouse.flatMap(Learnt::await))
                .orElseThrow(ConnectedWorkspace::noWarehouse);
    }

    /** The same workspace for display: what is known by now. */
    WorkspaceInfo info() {
        return new WorkspaceInfo() {
            @Override
            public String host() {
                return exchanges.host();
            }

            @Override
            public boolean local() {
                return local;
            }

            @Override
            public Optional<String> warehouseId() {
                return configuredWarehouse.or(() -> warehouse.flatMap(Learnt::known));
            }

            @Override
            public Optional<String> workspaceId() {
                return configuredId.or(id::known).filter(known -> !known.isEmpty());
            }
        };
    }

    @Override
    public WorkspaceClient asApp() {
        return app;
    }

    /** Calls with the rights of a credential; empty if it is of a kind that is not for this workspace. */
    private Optional<IdentifiedClient> as(Credential credential) {
        if (credential instanceof BearerToken token) {
            return Optional.of(new IdentifiedClient(exchanges, Authorization.of(token)));
        }
        return credential instanceof OwnersCredential ? Optional.of(app) : Optional.empty();
    }

    /** Who is behind a credential of this workspace. */
    UserDirectory users() {
        return new ScimUserDirectory(this::as, exchanges.answers());
    }

    @Override
    public WorkspaceClient asUser(Caller caller) {
        Optional<IdentifiedClient> own = caller.credential().flatMap(this::as);
        if (own.isPresent()) {
            return own.get();
        }
        if (environment.development() && !environment.insideDatabricksApps()) {
            if (warned.compareAndSet(false, true)) {
                LOG.warn("A caller brings no token; in development such calls are made as the app");
            }
            return app;
        }
        throw new AppKitException(
                ErrorKind.AUTHENTICATION,
                "Missing user token in request headers",
                "Missing user token in request headers");
    }

    @Override
    public CompletionStage<Flow.Publisher<ByteBuffer>> download(
            String link, Map<String, String> headers, Duration patience, Cancellation cancellation) {
        return Links.download(exchanges, link, headers, patience, cancellation);
    }

    @Override
    public CompletionStage<Map<String, String>> upload(
            String link,
            Map<String, String> headers,
            long length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation) {
        return Links.upload(exchanges, link, headers, length, body, deadline, cancellation);
    }

    @Override
    public CompletionStage<Void> delete(
            String link, Map<String, String> headers, Duration deadline, Cancellation cancellation) {
        return Links.delete(exchanges, link, headers, deadline, cancellation);
    }
}
