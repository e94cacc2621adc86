package io.appkit.localworkspace;

import io.appkit.localworkspace.engine.Engine;
import io.appkit.localworkspace.faults.Faults;
import io.appkit.localworkspace.files.FilesApi;
import io.appkit.localworkspace.files.Volumes;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.ApiServer;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.identity.AccessTokens;
import io.appkit.localworkspace.identity.Directory;
import io.appkit.localworkspace.identity.ScimEndpoints;
import io.appkit.localworkspace.identity.ServicePrincipal;
import io.appkit.localworkspace.identity.SigningKey;
import io.appkit.localworkspace.oidc.AuthorizeEndpoint;
import io.appkit.localworkspace.oidc.Discovery;
import io.appkit.localworkspace.oidc.LogoutEndpoint;
import io.appkit.localworkspace.oidc.RedirectUris;
import io.appkit.localworkspace.oidc.RevocationEndpoint;
import io.appkit.localworkspace.oidc.SignIns;
import io.appkit.localworkspace.oidc.TokenEndpoint;
import io.appkit.localworkspace.statement.Delivery;
import io.appkit.localworkspace.statement.DeliveryOptions;
import io.appkit.localworkspace.statement.Links;
import io.appkit.localworkspace.statement.StatementEndpoints;
import io.appkit.localworkspace.statement.Statements;
import io.appkit.localworkspace.warehouse.Warehouse;
import io.appkit.localworkspace.warehouse.WarehouseEndpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;

/** A Databricks workspace on a loopback port of this process. */
public final class LocalWorkspace implements AutoCloseable {

    /** Id of the workspace, as in {@code x-databricks-org-id}. */
    static final String WORKSPACE_ID = "1000000000000001";

    /** Id of its SQL warehouse; the same at every start, so that results cached by it stay valid. */
    static final String WAREHOUSE_ID = "10ca1d0010ca1d00";

    private final ServicePrincipal app;
    private final ApiServer server;
    private final Engine engine;
    private final Statements statements;
    private final FilesApi files;
    private final Routes signInPages;

    private LocalWorkspace(
            ServicePrincipal app,
            ApiServer server,
            Engine engine,
            Statements statements,
            FilesApi files,
            Routes signInPages) {
        this.app = app;
        this.server = server;
        this.engine = engine;
        this.statements = statements;
        this.files = files;
        this.signInPages = signInPages;
    }

    /**
     * How a workspace runs.
     *
     * @param port TCP port; 0 for any free one
     * @param scaleFactor TPC-H scale factor of the sample data
     * @param tokenLifetime how long access tokens are valid
     * @param warehouseTransition how long the warehouse takes to start, and to stop
     * @param clientSecret of the app's service principal; empty for a random one
     * @param publicUrl origin under which browsers reach the app; empty if that is this machine
     * @param volumes folder of the files in volumes
     * @param faults whether it takes requests for faults
     */
    public record Options(
            int port,
            double scaleFactor,
            Duration tokenLifetime,
            Duration warehouseTransition,
            Optional<String> clientSecret,
            Optional<String> publicUrl,
            Path volumes,
            boolean faults) {}

    /**
     * Starts a workspace. The engine behind it starts with the first statement.
     *
     * @param delays stays the caller's
     * @throws UncheckedIOException if the folder of the volumes cannot be used
     * @throws IOException if the port cannot be opened
     */
    public static LocalWorkspace start(Options options, Clock clock, Delays delays) throws IOException {
        Volumes volumes = volumes(options.volumes());
        ApiServer server = new ApiServer(options.port());
        Warehouse warehouse = new Warehouse(WAREHOUSE_ID, delays, options.warehouseTransition());
        Engine engine = new Engine(options.scaleFactor());
        Statements statements = new Statements(engine, warehouse, delays, clock);
        Delivery delivery = new Delivery(DeliveryOptions.STANDARD);
        String issuer = server.url() + "/oidc";
        ServicePrincipal app = ServicePrincipal.app(options.clientSecret());
        Directory directory = Directory.with(app);
        SigningKey key = new SigningKey();
        SignIns signIns = new SignIns(options.tokenLifetime(), clock);
        AccessTokens tokens =
                new AccessTokens(issuer, options.tokenLifetime(), clock, key, directory, signIns::isActive);
        Routes routes = new Routes(tokens::check);
        Routes signInPages = new Routes(call -> {
            throw new ApiException(404, "ENDPOINT_NOT_FOUND", "There is no such page");
        });
        RedirectUris redirectUris = new RedirectUris(options.publicUrl());
        AuthorizeEndpoint authorize = new AuthorizeEndpoint(issuer, directory, redirectUris, signIns, clock);
        LogoutEndpoint logout = new LogoutEndpoint(redirectUris, signIns, key);
        for (Routes place : List.of(routes, signInPages)) {
            authorize.addTo(place);
            logout.addTo(place);
        }
        new Discovery(issuer, WORKSPACE_ID, key).addTo(routes);
        new TokenEndpoint(issuer, app, signIns, tokens, key, clock).addTo(routes);
        new RevocationEndpoint(app, signIns, tokens).addTo(routes);
        new ScimEndpoints().addTo(routes);
        FilesApi files = new FilesApi(server.url(), volumes, tokens::check, delays, clock);
        LocalWorkspace workspace = new LocalWorkspace(app, server, engine, statements, files, signInPages);
        new WarehouseEndpoints(warehouse, app.clientId(), server.port()).addTo(routes);
        Links links = new Links(server.url(), clock, delivery);
        new StatementEndpoints(statements, warehouse, delays, delivery, links).addTo(routes);
        files.addTo(routes);
        UnaryOperator<Handler> front = files::inFrontOf;
        if (options.faults()) {
            Faults faults = new Faults(delays, delivery, statements::sql);
            faults.addTo(routes);
            front = api -> faults.inFrontOf(files.inFrontOf(api));
        }
        try {
            server.serve(routes, Map.of("x-databricks-org-id", WORKSPACE_ID), front);
        } catch (RuntimeException e) {
            workspace.close();
            throw e;
        }
        return workspace;
    }

    private static Volumes volumes(Path folder) {
        try {
            return Volumes.open(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The local workspace cannot keep files in " + folder, e);
        }
    }

    /** Its URL. */
    public String url() {
        return server.url();
    }

    /** The pages of the sign-in, to be served under the app's address, too. */
    Routes signInPages() {
        return signInPages;
    }

    /** What an app needs in its environment to use this workspace. */
    public Map<String, String> environment() {
        return Map.of(
                "DATABRICKS_HOST",
                url(),
                "DATABRICKS_CLIENT_ID",
                app.clientId(),
                "DATABRICKS_CLIENT_SECRET",
                app.clientSecret(),
                "DATABRICKS_WAREHOUSE_ID",
                WAREHOUSE_ID,
                "DATABRICKS_VOLUME_FILES",
                "/Volumes/main/default/files",
                "DATABRICKS_VOLUME_REPORTS",
                "/Volumes/main/finance/reports",
                "APPKIT_LOCAL_WORKSPACE",
                "true");
    }

    @Override
    public void close() {
        server.close();
        files.close();
        statements.close();
        engine.close();
    }
}
