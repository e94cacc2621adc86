package io.appkit.auth.oidc;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.appkit.api.Caller;
import io.appkit.api.platform.UserDirectory;
import io.appkit.auth.TestClock;
import io.appkit.auth.TestOrigin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

abstract class SignInFixture {
    static final String ORIGIN = "https://app.example.com";

    @TempDir
    Path folder;

    final AtomicReference<UserDirectory> users = new AtomicReference<>(credential ->
            new Caller("1001", Optional.of("ada@example.com"), Optional.of("Ada"), Optional.of(credential)));
    final TestClock clock = new TestClock(Instant.now());
    Duration maxAge = Duration.ofHours(24);
    TestProvider provider;
    OidcSignIn signIn;
    TestBrowser browser;

    @BeforeEach
    void start() throws IOException {
        provider = new TestProvider();
        signIn = signIn(false);
        browser = new TestBrowser(signIn);
    }

    @AfterEach
    void stop() {
        signIn.close();
        provider.close();
    }

    OidcSignIn signIn(boolean local) throws IOException {
        return new OidcSignIn(
                new OidcSettings(
                        TestOrigin.of(ORIGIN),
                        provider.url(),
                        local,
                        Optional.empty(),
                        TestProvider.CLIENT,
                        Optional.of(TestProvider.SECRET),
                        List.of("openid", "email"),
                        maxAge,
                        List.of(),
                        List.of(),
                        "sales",
                        folder),
                users::get,
                clock);
    }

    static String state(URI page) {
        return URLUtils.parseParameters(page.getRawQuery()).get("state").get(0);
    }
}
