package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.GateDecision;
import io.appkit.auth.TestRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
