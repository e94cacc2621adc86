package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.GateDecision;
import io.appkit.auth.Finding;
import io.appkit.auth.TestRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInRoutesTest extends SignInFixture {
    @Test
    void whoHasNotSignedInIsSentToTheSignInOrToldSo() {
        Finding.Unknown call =
                (Finding.Unknown) browser.find(TestRequest.get("/api/x").with("Accept", "*/*"));
        assertThat(call.answer()).isEqualTo(new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in to go on"));

        for (TestRequest page :
                List.of(TestRequest.navigate("/x"), TestRequest.get("/x").with("Accept", "text/html,*/*"))) {
            assertThat(((Finding.Unknown) browser.find(page)).answer())
                    .isEqualTo(new GateDecision.Respond(
                            302, Map.of("Location", "/.auth/login?return=%2Fx"), List.of(), ""));
        }
        for (TestRequest other : List.of(
                TestRequest.get("/api/x").with("Accept", "text/html"),
                TestRequest.of("POST", "/x").with("Accept", "text/html"),
                TestRequest.get("/x").with("Accept", "text/html").with("Sec-Fetch-Mode", "cors"))) {
            assertThat(((Finding.Unknown) browser.find(other)).answer()).isInstanceOf(GateDecision.Refuse.class);
        }
    }

    @Test
    void leadsToThePublicOrigin() {
        GateDecision.Respond sent = (GateDecision.Respond)
                ((Finding.Unknown) browser.find(TestRequest.navigate("/x").with("Host", "10.0.0.1:8000"))).answer();
        assertThat(sent.headers().get("Location")).isEqualTo(ORIGIN + "/.auth/login?return=%2Fx&moved=1");

        GateDecision.Respond login = browser.go(TestRequest.navigate("/.auth/login?return=%2Fx")
                .with("Host", "evil.example")
                .with("X-Forwarded-Host", "evil.example"));
        assertThat(login.headers().get("Location")).isEqualTo(ORIGIN + "/.auth/login?return=%2Fx&moved=1");
        assertThat(login.cookies()).isEmpty();
        assertThat(browser.go(TestRequest.navigate("/.auth/login?moved=1").with("Host", "10.0.0.1:8000"))
                        .headers()
                        .get("Location"))
                .startsWith(provider.url());
    }

    @Test
    void whoComesUnderAnotherNameAndHasSignedInGetsToTheWantedPage() {
        browser.finish(provider.authorize(browser.begin("/")));
        int asked = provider.calls("/oidc/v1/token");

        GateDecision.Respond sent = (GateDecision.Respond) ((Finding.Unknown) new TestBrowser(signIn)
                        .find(TestRequest.navigate("/x?a=b").with("Host", "10.0.0.1:8000")))
                .answer();
        GateDecision.Respond there =
                browser.go(TestBrowser.navigate(sent.headers().get("Location").substring(ORIGIN.length())));

        assertThat(there.headers().get("Location")).isEqualTo(ORIGIN + "/x?a=b");
        assertThat(provider.calls("/oidc/v1/token")).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https%3A%2F%2Fevil.example",
                "%2F%5Cevil.example",
                "%2F.auth%2Flogin%3Fmoved%3D1",
                "%2Fx&return=%2F%2Fevil.example"
            })
    void theWayToThePublicOriginLeadsNowhereElse(String wanted) {
        browser.finish(provider.authorize(browser.begin("/")));

        GateDecision.Respond there = browser.go(TestBrowser.navigate("/.auth/login?moved=1&return=" + wanted));

        assertThat(there.headers().get("Location")).isEqualTo(ORIGIN + "/");
    }

    @Test
    void callsUnderAnotherNameAreToldToSignIn() {
        assertThat(((Finding.Unknown) browser.find(TestRequest.get("/api/x").with("Host", "10.0.0.1:8000"))).answer())
                .isEqualTo(new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in to go on"));
    }

    @Test
    void showsThePagesOfTheLocalWorkspaceUnderTheOwnOrigin() throws IOException {
        try (OidcSignIn local = signIn(true)) {
            TestBrowser person = new TestBrowser(local);
            assertThat(person.begin("/").toString()).startsWith(ORIGIN + "/oidc/v1/authorize?");

            GateDecision.Respond out = person.go(TestRequest.of("POST", "/.auth/logout"));
            assertThat(out.headers().get("Location"))
                    .startsWith(ORIGIN + "/oidc/v1/logout?")
                    .contains("post_logout_redirect_uri=https%3A%2F%2Fapp.example.com%2F.auth%2Fsigned-out");
        }
    }

    @Test
    void signsOutHereAndAtTheProvider() {
        browser.finish(provider.authorize(browser.begin("/")));
        Map<String, String> before = Map.copyOf(browser.cookies);

        GateDecision.Respond out =
                browser.go(TestRequest.of("POST", "/.auth/logout").with("Accept", "application/json"));

        assertThat(out.status()).isEqualTo(200);
        assertThat(out.body()).startsWith("{\"location\":").contains("/v1/logout?");
        assertThat(browser.cookies).isEmpty();
        browser.cookies.putAll(before);
        assertThat(browser.find(TestRequest.get("/api/x"))).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void revokesTheTokensAtTheProviderOnce() throws Exception {
        browser.finish(provider.authorize(browser.begin("/")));
        Map<String, String> before = Map.copyOf(browser.cookies);
        String first = provider.given.get("refresh");
        browser.go(TestRequest.of("POST", "/.auth/logout"));
        assertThat(provider.awaitRevocation())
                .startsWith("Basic ")
                .contains("token_type_hint=refresh_token")
                .contains("token=" + first);

        browser.cookies.putAll(before);
        browser.go(TestRequest.of("POST", "/.auth/logout"));
        browser.go(TestRequest.of("POST", "/.auth/logout"));
        browser.finish(provider.authorize(browser.begin("/")));
        String second = provider.given.get("refresh");
        browser.go(TestRequest.of("POST", "/.auth/logout"));
        assertThat(provider.awaitRevocation()).contains("token=" + second);
        assertThat(provider.calls("/oidc/v1/revoke")).isEqualTo(2);
    }

    @Test
    void aNewSignInRevokesNothingAtTheProvider() throws Exception {
        browser.finish(provider.authorize(browser.begin("/")));
        browser.finish(provider.authorize(browser.begin("/")));
        String second = provider.given.get("refresh");
        browser.go(TestRequest.of("POST", "/.auth/logout"));

        assertThat(provider.awaitRevocation()).contains("token=" + second);
        assertThat(provider.calls("/oidc/v1/revoke")).isEqualTo(1);
    }

    @Test
    void signOutDoesNotWaitForTheRevocation() throws Exception {
        browser.finish(provider.authorize(browser.begin("/")));
        provider.hanging = true;

        assertThat(browser.go(TestRequest.of("POST", "/.auth/logout")).headers().get("Location"))
                .contains("/v1/logout?");
        provider.awaitCalls("/oidc/v1/revoke", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://idp.example.com/revoke"})
    void aProviderWithoutASafePlaceToRevokeIsNotAsked(String endpoint) {
        provider.metadata = description -> {
            description.remove("revocation_endpoint");
            if (!endpoint.isEmpty()) {
                description.put("revocation_endpoint", endpoint);
                description.put("end_session_endpoint", endpoint);
            }
            return description;
        };
        browser.finish(provider.authorize(browser.begin("/")));

        assertThat(browser.go(TestRequest.of("POST", "/.auth/logout")).headers().get("Location"))
                .isEqualTo(endpoint.isEmpty() ? signOutPage() : "/.auth/signed-out");
        assertThat(provider.calls("/oidc/v1/revoke")).isZero();
    }

    private String signOutPage() {
        return provider.url()
                + "/oidc/v1/logout?post_logout_redirect_uri=https%3A%2F%2Fapp.example.com%2F.auth%2Fsigned-out"
                + "&client_id=" + TestProvider.CLIENT;
    }

    @Test
    void signsOutWhereTheProviderHasNoPageForItOrIsDown() {
        provider.html = true;

        assertThat(browser.go(TestRequest.of("POST", "/.auth/logout")).headers().get("Location"))
                .isEqualTo("/.auth/signed-out");
        assertThat(browser.go(TestRequest.get("/.auth/signed-out")).body()).contains("You are signed out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /.auth/logout", "POST /.auth/login", "HEAD /.auth/callback", "PUT /.auth/signed-out"})
    void eachRouteHasOneMethod(String line) {
        String[] parts = line.split(" ", -1);

        assertThat(browser.decide(TestRequest.of(parts[0], parts[1])))
                .isInstanceOfSatisfying(
                        GateDecision.Refuse.class,
                        refused -> assertThat(refused.status()).isEqualTo(405));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.auth",
                "/.auth/",
                "/.AUTH/login",
                "/.auth/login/",
                "/.auth//login",
                "/.auth/login;x",
                "/.auth/%6cogin",
                "/x/../.auth/login"
            })
    void noOtherSpellingOfARouteIsOne(String path) {
        assertThat(signIn.page(TestRequest.get(path))).isEmpty();
    }
}
