package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.GateDecision;
import io.appkit.auth.Finding;
import io.appkit.auth.TestRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderFaultsTest extends SignInFixture {
    @Test
    void aProviderThatRefusesTheCodeIsNotQuoted() {
        provider.tokenError = "<b>evil</b>";

        GateDecision.Respond answer = browser.finish(provider.authorize(browser.begin("/")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("evil").doesNotContain("secret-description");
    }

    @Test
    void saysThatTheProviderDoesNotMakeSenseAndRecovers() {
        provider.html = true;
        GateDecision.Respond answer = browser.go(TestBrowser.navigate("/.auth/login"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
        assertThat(answer.body()).contains("Sign in again");

        provider.html = false;
        assertThat(browser.go(TestBrowser.navigate("/.auth/login")).status()).isEqualTo(503);
        clock.pass(Duration.ofSeconds(2));
        URI page = browser.begin("/");
        provider.html = true;
        assertThat(browser.finish(provider.authorize(page)).status()).isEqualTo(503);
    }

    static Stream<Arguments> faults() {
        return Stream.<Map.Entry<String, BiConsumer<TestProvider, Boolean>>>of(
                        Map.entry("HTML", (provider, on) -> provider.html = on),
                        Map.entry("closed connections", (provider, on) -> provider.silent = on),
                        Map.entry("endless answers", (provider, on) -> provider.endless = on),
                        Map.entry(
                                "no endpoints",
                                (provider, on) -> provider.metadata = on ? all -> Map.of("issuer", "x") : all -> all))
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyFaultIsAPageAndTheNextSignInIsGoodWithoutARestart(String name, BiConsumer<TestProvider, Boolean> fault) {
        fault.accept(provider, true);
        GateDecision.Respond answer = browser.go(TestBrowser.navigate("/.auth/login?return=%2Fwanted"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("/.auth/login?return=%2Fwanted").doesNotContain("Exception");
        assertThat(answer.cookies()).isEmpty();

        fault.accept(provider, false);
        clock.pass(Duration.ofSeconds(2));
        assertThat(browser.finish(provider.authorize(browser.begin("/wanted")))
                        .headers()
                        .get("Location"))
                .isEqualTo(ORIGIN + "/wanted");
    }

    static Stream<Arguments> faultsOfEveryEndpoint() {
        return faults().limit(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfEveryEndpoint")
    void aFaultAfterThePersonHasSignedInBeginsNoSession(String name, BiConsumer<TestProvider, Boolean> fault) {
        String answer = provider.authorize(browser.begin("/wanted"));
        fault.accept(provider, true);
        GateDecision.Respond failed = browser.finish(answer);
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.body()).contains("/.auth/login?return=%2Fwanted");
        assertThat(browser.cookies).isEmpty();

        fault.accept(provider, false);
        assertThat(browser.finish(provider.authorize(browser.begin("/wanted"))).status())
                .isEqualTo(302);
        assertThat(browser.find(TestRequest.get("/api/x"))).isInstanceOf(Finding.Known.class);
    }

    @Test
    void aRevocationThatFailsIsLoggedWithoutTheToken() throws Exception {
        browser.finish(provider.authorize(browser.begin("/")));
        provider.status = 500;
        PrintStream out = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            browser.go(TestRequest.of("POST", "/.auth/logout"));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!log.toString(StandardCharsets.UTF_8).contains("status 500") && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        } finally {
            System.setErr(out);
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).contains("the revocation endpoint answered with status 500");
        provider.given.forEach((name, secret) ->
                assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(secret));
    }

    @Test
    void usesOnWhatItKnowsWhileTheProviderIsDown() {
        browser.begin("/");
        provider.html = true;
        clock.pass(Duration.ofHours(2));

        assertThat(browser.begin("/").toString()).startsWith(provider.url());
    }

    @Test
    void boundsHowManyWaitForTheProvider() throws Exception {
        List<TestBrowser> browsers =
                Stream.generate(() -> new TestBrowser(signIn)).limit(17).toList();
        List<String> answers =
                browsers.stream().map(one -> provider.authorize(one.begin("/"))).toList();
        provider.hanging = true;
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 16; i++) {
                int one = i;
                threads.submit(() -> browsers.get(one).finish(answers.get(one)));
            }
            provider.awaitCalls("/oidc/v1/token", 16);

            GateDecision.Respond answer = browsers.get(16).finish(answers.get(16));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(provider.calls("/oidc/v1/token")).isEqualTo(16);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anEndlessAnswerIsBrokenOff() {
        provider.endless = true;

        assertThat(browser.go(TestBrowser.navigate("/.auth/login")).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri"})
    void refusesEndpointsWithoutEncryption(String endpoint) {
        provider.metadata = description -> {
            description.put(endpoint, "http://idp.example.com/x");
            return description;
        };

        assertThat(browser.go(TestBrowser.navigate("/.auth/login")).status()).isEqualTo(503);
    }

    @Test
    void refusesTheDescriptionOfAnotherIssuer() {
        provider.metadata = description -> {
            description.put("issuer", "https://evil.example");
            return description;
        };

        assertThat(browser.go(TestBrowser.navigate("/.auth/login")).status()).isEqualTo(503);
    }

    @Test
    void saysThatTheWorkspaceDoesNotAcceptThePersonOrIsNotThere() {
        users.set(credential -> {
            throw new AppKitException(ErrorKind.AUTHENTICATION, "no", "no");
        });
        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(403);
        users.set(credential -> {
            throw new AppKitException(ErrorKind.CONNECTION, "down", "down");
        });
        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(503);
        users.set(null);
        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(503);
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void boundsHowOftenAnAddressStarts() {
        for (int i = 0; i < LoginRate.PER_MINUTE; i++) {
            browser.begin("/");
        }

        assertThat(browser.go(TestBrowser.navigate("/.auth/login")).status()).isEqualTo(429);
        assertThat(browser.go(TestBrowser.navigate("/.auth/login").from("10.0.0.2"))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void tellsNoSecretToTheLogOrAPage() {
        PrintStream out = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        StringBuilder pages = new StringBuilder();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            String answer = provider.authorize(browser.begin("/"));
            pages.append(browser.finish(answer)).append(browser.finish(answer));
            pages.append(browser.find(TestRequest.get("/x"))).append(signIn.settings());
            provider.claims = claims -> claims.claim("nonce", "wrong-" + provider.given.get("nonce"));
            pages.append(browser.finish(provider.authorize(browser.begin("/"))));
            provider.html = true;
            pages.append(browser.finish(provider.authorize(browser.begin("/"))));
        } finally {
            System.setErr(out);
        }

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("Signed in: 1001")
                .contains("Sign-in failed");
        assertThat(provider.given).hasSize(7);
        provider.given.forEach((name, secret) -> {
            assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(secret);
            assertThat(pages.toString()).doesNotContain(secret);
        });
        assertThat(log + pages.toString()).doesNotContain(TestProvider.SECRET);
    }
}
