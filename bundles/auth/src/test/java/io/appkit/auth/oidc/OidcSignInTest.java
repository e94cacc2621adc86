package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.appkit.api.Caller;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.GateDecision;
import io.appkit.auth.Finding;
import io.appkit.auth.TestRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSignInTest extends SignInFixture {
    @Test
    void signsInAndComesBackToTheWantedPage() {
        GateDecision.Respond sent = (GateDecision.Respond)
                ((Finding.Unknown) browser.find(TestBrowser.navigate("/reports?year=2026&q=a%20b"))).answer();
        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.headers().get("Location"))
                .isEqualTo("/.auth/login?return=%2Freports%3Fyear%3D2026%26q%3Da%2520b");

        GateDecision.Respond started =
                browser.go(TestBrowser.navigate(sent.headers().get("Location")));
        URI page = URI.create(started.headers().get("Location"));
        GateDecision.Respond back = browser.finish(provider.authorize(page));

        assertThat(back.status()).isEqualTo(302);
        assertThat(back.headers().get("Location")).isEqualTo(ORIGIN + "/reports?year=2026&q=a%20b");
        Finding.Known known = (Finding.Known) browser.find(TestRequest.get("/api/x"));
        assertThat(known.caller().id()).isEqualTo("1001");
        assertThat(known.caller().email()).contains("ada@example.com");
        assertThat(known.caller().credential())
                .containsInstanceOf(BearerToken.class)
                .map(credential -> ((BearerToken) credential).value())
                .contains(provider.given.get("access"));
        assertThat(known.until()).isPresent();
        assertThat(browser.cookies.keySet()).noneMatch(name -> name.contains("login"));
    }

    @Test
    void aSessionThatSomebodyPlantedIsNotTheOneThatTheSignInBegins() {
        TestBrowser attacker = new TestBrowser(signIn);
        attacker.finish(provider.authorize(attacker.begin("/")));
        browser.cookies.putAll(attacker.cookies);
        users.set(credential ->
                new Caller("1002", Optional.of("bo@example.com"), Optional.empty(), Optional.of(credential)));

        browser.finish(provider.authorize(browser.begin("/")));

        assertThat(((Finding.Known) browser.find(TestRequest.get("/api/x")))
                        .caller()
                        .id())
                .isEqualTo("1002");
        assertThat(attacker.find(TestRequest.get("/api/x"))).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void headersChangeNobodyWhoHasSignedIn() {
        browser.finish(provider.authorize(browser.begin("/")));
        for (String name : List.of(
                "X-Forwarded-User",
                "x_forwarded_user",
                "X-Forwarded-Email",
                "X-Forwarded-Access-Token",
                "X-Forwarded-Preferred-Username",
                "Authorization",
                "Remote-User")) {
            for (String value : List.of("42", "", "42,43", "Bearer 42")) {
                TestRequest request = TestRequest.get("/api/x").with(name, value);
                for (TestRequest spoofed : List.of(request, request.with(name, value), request.from("10.0.0.1"))) {
                    Caller caller = ((Finding.Known) browser.find(spoofed)).caller();
                    assertThat(caller.id()).isEqualTo("1001");
                    assertThat(caller.email()).contains("ada@example.com");
                    assertThat(caller.credential())
                            .map(credential -> ((BearerToken) credential).value())
                            .contains(provider.given.get("access"));
                }
            }
        }
    }

    @Test
    void asksTheProviderWithEverythingThatBindsTheAnswer() {
        URI page = browser.begin("/");

        Map<String, List<String>> query = URLUtils.parseParameters(page.getRawQuery());
        assertThat(page.toString()).startsWith(provider.url() + "/oidc/v1/authorize?");
        assertThat(query.get("redirect_uri")).containsExactly(ORIGIN + "/.auth/callback");
        assertThat(query.get("response_type")).containsExactly("code");
        assertThat(query.get("scope")).containsExactly("openid email");
        assertThat(query.get("code_challenge_method")).containsExactly("S256");
        assertThat(query.get("client_id")).containsExactly(TestProvider.CLIENT);
        assertThat(query.get("state").get(0)).hasSizeGreaterThan(30);
        assertThat(query.get("nonce").get(0)).hasSizeGreaterThan(30);
    }

    @Test
    void keepsThePendingSignInToItself() {
        GateDecision.Respond started = browser.go(TestBrowser.navigate("/.auth/login"));

        assertThat(started.cookies())
                .singleElement()
                .asString()
                .startsWith("__Secure-sales-login-")
                .contains("; Path=/.auth/; HttpOnly; SameSite=Lax; Secure; Max-Age=600")
                .doesNotContain(URLUtils.parseParameters(
                                URI.create(started.headers().get("Location")).getRawQuery())
                        .get("state")
                        .get(0));
    }

    @Test
    void severalWindowsSignInAtOnce() {
        URI first = browser.begin("/first");
        URI second = browser.begin("/second");

        assertThat(browser.finish(provider.authorize(first)).headers().get("Location"))
                .endsWith("/first");
        assertThat(browser.finish(provider.authorize(second)).headers().get("Location"))
                .endsWith("/second");
    }

    @Test
    void keepsFewPendingSignInsPerBrowser() {
        List<URI> pages =
                Stream.of("/1", "/2", "/3", "/4", "/5").map(browser::begin).toList();

        assertThat(browser.cookies).hasSize(3);
        assertThat(browser.finish(provider.authorize(pages.get(4))).status()).isEqualTo(302);
    }

    @Test
    void anotherNodeWithTheSameKeysFinishesASignIn() throws IOException {
        URI page = browser.begin("/");
        try (OidcSignIn other = signIn(false)) {
            TestBrowser elsewhere = new TestBrowser(other);
            elsewhere.cookies.putAll(browser.cookies);

            assertThat(elsewhere.finish(provider.authorize(page)).status()).isEqualTo(302);
            assertThat(elsewhere.find(TestRequest.get("/api/x"))).isInstanceOf(Finding.Known.class);
        }
    }

    @Test
    void aPendingSignInIsGoodForOneAnswer() {
        URI page = browser.begin("/");
        Map<String, String> before = Map.copyOf(browser.cookies);
        browser.finish(provider.authorize(page));
        int exchanges = provider.calls("/oidc/v1/token");

        browser.cookies.putAll(before);
        GateDecision.Respond again = browser.finish(provider.authorize(page));

        assertThat(again.status()).isEqualTo(400);
        assertThat(provider.calls("/oidc/v1/token")).isEqualTo(exchanges);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "code=x",
                "code=x&state=",
                "code=x&state=wrong",
                "state=wrong&error=access_denied",
                "%zz=%zz&state=%00",
                "code=x&state=a&state=b"
            })
    void refusesAnswersToNothing(String query) {
        browser.begin("/");

        GateDecision.Respond answer = browser.finish(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Sign in again").contains("Reference: ");
        assertThat(provider.calls("/oidc/v1/token")).isZero();
    }

    @Test
    void refusesAnAnswerThatAnotherBrowserBegan() {
        URI page = browser.begin("/");

        assertThat(new TestBrowser(signIn).finish(provider.authorize(page)).status())
                .isEqualTo(400);
    }

    @Test
    void refusesAReusedCode() {
        String first = provider.authorize(browser.begin("/"));
        browser.finish(first);
        String state = state(browser.begin("/"));

        GateDecision.Respond answer = browser.finish(first.replaceAll("state=.*", "state=" + state));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("not valid");
    }

    @Test
    void refusesAnAnswerWithoutCodeOrOfAnotherIssuer() {
        assertThat(browser.finish("state=" + state(browser.begin("/"))).status())
                .isEqualTo(400);
        assertThat(browser.finish(provider.authorize(browser.begin("/")) + "&iss=https%3A%2F%2Fevil.example")
                        .status())
                .isEqualTo(400);
        assertThat(provider.calls("/oidc/v1/token")).isZero();
    }

    @Test
    void saysThatTheProviderDeclinedAndKeepsTheWantedPage() {
        String state = state(browser.begin("/wanted"));

        GateDecision.Respond answer =
                browser.finish("error=access_denied&error_description=%3Cscript%3E&state=" + state);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("/.auth/login?return=%2Fwanted").doesNotContain("script");
        assertThat(answer.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-");
    }

    @Test
    void refusesABlankCode() {
        assertThat(browser.finish("code=%20&state=" + state(browser.begin("/"))).status())
                .isEqualTo(400);
    }

    @Test
    void aPendingSignInExpires() {
        URI page = browser.begin("/");
        clock.pass(PendingLogins.LIFE);

        assertThat(browser.finish(provider.authorize(page)).status()).isEqualTo(400);
    }
}
