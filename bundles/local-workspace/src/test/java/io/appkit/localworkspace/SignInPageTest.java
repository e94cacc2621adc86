package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page on which people choose who they are. */
class SignInPageTest extends AtWorkspace {

    private static final String NOOR = "noor.haddad@example.com";

    private final Browser browser = new Browser();

    private URI endpoint() {
        return app.provider.getAuthorizationEndpointURI();
    }

    /** A good request with some parameters otherwise; empty ones are left out. */
    private URI with(String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        app.request().build().toParameters().forEach((name, values) -> parameters.put(name, values.get(0)));
        for (int i = 0; i < changes.length; i += 2) {
            parameters.put(changes[i], changes[i + 1]);
        }
        parameters.values().removeIf(String::isEmpty);
        return URI.create(endpoint() + "?" + Browser.encoded(parameters));
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    @Test
    void listsThePeopleAndRunsNoScript() throws Exception {
        HttpResponse<String> page = browser.open(with());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Ines Calder", "ines.calder@example.com", "Theo Brandt", "theo.brandt@example.com")
                .contains("Noor Haddad", NOOR, "Sees all but the customers", "local sample sign-in")
                .doesNotContain("<script", " on", "http-equiv", "src=", "href=", "@import", "url(");
        String style = page.body()
                .substring(
                        page.body().indexOf("<style>") + "<style>".length(),
                        page.body().indexOf("</style>"));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'sha256-" + hash
                        + "'; form-action 'self' http://127.0.0.1:8000; frame-ancestors 'none'; base-uri 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void hostileValuesStayText() throws Exception {
        String hostile = "\"><script>alert('x')</script><b a='&amp;";
        HttpResponse<String> page = browser.open(
                with("state", hostile, "nonce", hostile, "login_hint", hostile, "scope", "openid " + hostile));
        assertThat(page.body()).doesNotContain("<script", "<b a=");
        assertThat(Browser.form(page.body()))
                .containsEntry("state", hostile)
                .containsEntry("nonce", hostile)
                .containsEntry("scope", "openid");
        URI back = browser.choose(with("state", hostile), NOOR);
        assertThat(AuthorizationResponse.parse(back).getState()).isEqualTo(new State(hostile));
    }

    @Test
    void whatIsNotSafeToReturnToGetsAPageAndNoRedirect() throws Exception {
        for (URI request : List.of(
                with("client_id", "other"),
                with("client_id", ""),
                with("redirect_uri", ""),
                with("redirect_uri", "https://evil.example/callback"),
                with("redirect_uri", "http://127.0.0.1@evil.example/"),
                URI.create(with() + "&redirect_uri=http://localhost/other"),
                URI.create(with() + "&client_id=other"),
                with("state", "x".repeat(3000)))) {
            HttpResponse<String> response = browser.open(request);
            assertThat(response.statusCode()).as(request.toString()).isEqualTo(400);
            assertThat(location(response)).isEmpty();
            assertThat(response.body()).contains("This sign-in cannot go on").doesNotContain("evil");
        }
    }

    @Test
    void otherErrorsGoBackToTheClient() throws Exception {
        String[][] requests = {
            {"response_type", "token", "unsupported_response_type"},
            {"response_type", "", "invalid_request"},
            {"response_mode", "fragment", "invalid_request"},
            {"code_challenge", "", "invalid_request"},
            {"code_challenge", "short", "invalid_request"},
            {"code_challenge_method", "", "invalid_request"},
            {"code_challenge_method", "plain", "invalid_request"},
            {"prompt", "none", "login_required"},
            {"prompt", "none login", "invalid_request"},
            {"scope", "sql-of-mine", "invalid_scope"},
            {"request", "x", "request_not_supported"},
            {"request_uri", "x", "request_uri_not_supported"}
        };
        for (String[] request : requests) {
            HttpResponse<String> response = browser.open(with(request[0], request[1]));
            assertThat(response.statusCode()).isEqualTo(303);
            assertThat(location(response))
                    .startsWith(App.CALLBACK + "?error=" + request[2] + "&")
                    .contains("state=" + app.state);
        }
        HttpResponse<String> repeated = browser.open(URI.create(with() + "&nonce=other"));
        assertThat(location(repeated)).contains("error=invalid_request");
    }

    @Test
    void plainPkceIsRefused() throws Exception {
        URI request = app.request()
                .codeChallenge(app.verifier, CodeChallengeMethod.PLAIN)
                .build()
                .toURI();
        assertThat(location(browser.open(request))).contains("error=invalid_request");
    }

    @Test
    void theFormIsGoodForItsRequestOnly() throws Exception {
        Map<String, String> form = Browser.form(browser.open(with()).body());
        form.put("user", NOOR);
        String[][] changes = {
            {"form", ""},
            {"form", "x"},
            {"form", "99999999999999999." + form.get("form").substring(14)},
            {"state", "other"},
            {"state", ""},
            {"nonce", "other"},
            {"scope", "openid"},
            {"code_challenge", "A".repeat(43)},
            {"redirect_uri", "http://localhost:9/"}
        };
        for (String[] change : changes) {
            Map<String, String> changed = new LinkedHashMap<>(form);
            changed.put(change[0], change[1]);
            HttpResponse<String> response = browser.post(endpoint(), changed);
            assertThat(response.statusCode()).as(change[0]).isEqualTo(403);
            assertThat(location(response)).isEmpty();
            assertThat(response.body()).contains("Please choose once more");
        }
        assertThat(location(browser.post(endpoint(), form))).contains("code=");
    }

    @Test
    void anotherSiteCannotSendTheForm() throws Exception {
        Map<String, String> form = Browser.form(browser.open(with()).body());
        form.put("user", NOOR);
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(browser.post(endpoint(), form, "Sec-Fetch-Site", site).statusCode())
                    .isEqualTo(403);
        }
        assertThat(browser.post(endpoint(), form, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aFormThatWasOpenForLongIsAskedAgain() throws Exception {
        Map<String, String> form = Browser.form(browser.open(with()).body());
        form.put("user", NOOR);
        CLOCK.advance(Duration.ofMinutes(31));
        HttpResponse<String> again = browser.post(endpoint(), form);
        assertThat(again.statusCode()).isEqualTo(403);
        Map<String, String> fresh = Browser.form(again.body());
        fresh.put("user", NOOR);
        assertThat(location(browser.post(endpoint(), fresh))).contains("code=");
    }

    @Test
    void nobodyAndUnknownPeopleAreDenied() throws Exception {
        Map<String, String> form = Browser.form(browser.open(with()).body());
        for (String user : List.of("", "nobody@example.com", "NOOR.HADDAD@EXAMPLE.COM", app.id.getValue())) {
            form.put("user", user);
            assertThat(location(browser.post(endpoint(), form))).contains("error=access_denied");
        }
    }

    @Test
    void aHintSuggestsThePerson() throws Exception {
        assertThat(browser.open(with("login_hint", NOOR)).body()).containsPattern("value=\"" + NOOR + "\" autofocus>");
        assertThat(browser.open(with()).body()).doesNotContain("autofocus");
    }

    @Test
    void codesThatNobodyFetchesAreBounded() throws Exception {
        try (LocalWorkspace busy = LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        false),
                CLOCK,
                new ManualDelays())) {
            app = new App(busy);
            Map<String, String> form = Browser.form(browser.open(with()).body());
            form.put("user", NOOR);
            for (int i = 0; i < 500; i++) {
                assertThat(location(browser.post(endpoint(), form))).contains("code=");
            }
            assertThat(location(browser.post(endpoint(), form))).contains("error=temporarily_unavailable");
            CLOCK.advance(Duration.ofSeconds(61));
            assertThat(location(browser.post(endpoint(), form))).contains("code=");
        }
    }

    @Test
    void bodiesAreBounded() throws Exception {
        Map<String, String> form = Browser.form(browser.open(with()).body());
        form.put("user", "x".repeat(20_000));
        assertThat(browser.post(endpoint(), form).statusCode()).isEqualTo(400);
    }
}
