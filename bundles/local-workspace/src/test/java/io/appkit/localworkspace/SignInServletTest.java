package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sign-in under the app's address. */
class SignInServletTest {

    private static LocalWorkspace workspace;
    private static Server server;
    private static URI origin;

    private final Browser browser = new Browser();

    @BeforeAll
    static void start() throws Exception {
        workspace = LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        false),
                Clock.systemUTC(),
                new ManualDelays());
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new SignInServlet(workspace.signInPages())), "/oidc/*");
        server.setHandler(context);
        server.start();
        origin = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        workspace.close();
    }

    @Test
    void aPersonSignsInWithoutReachingTheWorkspacesPort() throws Exception {
        App app = new App(workspace);
        URI request = app.request().build().toURI();
        URI here = origin.resolve(request.getRawPath() + "?" + request.getRawQuery());
        AuthorizationResponse back = AuthorizationResponse.parse(browser.choose(here, "theo.brandt@example.com"));
        assertThat(App.tokens(app.redeem(back.toSuccessResponse().getAuthorizationCode()))
                        .getIDToken()
                        .getJWTClaimsSet()
                        .getSubject())
                .isEqualTo("theo.brandt@example.com");
        assertThat(browser.open(here).headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    @Test
    void onlyThePagesAreThere() throws Exception {
        assertThat(browser.open(origin.resolve("/oidc/v1/logout")).body()).contains("You are signed out");
        for (String path : List.of(
                "/oidc",
                "/oidc/",
                "/oidc/jwks.json",
                "/oidc/.well-known/openid-configuration",
                "/oidc/v1/authorize/",
                "/oidc/v1/authorize;x=y",
                "/oidc/v1/%61uthorize",
                "/oidc/v1/logout/",
                "/oidc/v1/token")) {
            HttpResponse<String> response = browser.open(origin.resolve(path));
            assertThat(response.statusCode()).as(path).isEqualTo(404);
        }
        assertThat(browser.post(origin.resolve("/oidc/v1/token"), Map.of("grant_type", "client_credentials"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.post(origin.resolve("/oidc/v1/logout"), Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void bodiesAreBounded() throws Exception {
        assertThat(browser.post(origin.resolve("/oidc/v1/authorize"), Map.of("x", "y".repeat(100_000)))
                        .statusCode())
                .isEqualTo(413);
    }
}
