package io.appkit.workspace;

import static io.appkit.workspace.FakeUpstream.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.databricks.sdk.core.utils.SerDeUtils;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.Credential;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Environment;
import io.appkit.api.platform.BearerToken;
import io.appkit.api.platform.OwnersCredential;
import io.appkit.api.platform.UserDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is behind a credential. */
@Timeout(60)
class ScimUserDirectoryTest {

    private static final String ME = "/api/2.0/preview/scim/v2/Me";
    private static final BearerToken TOKEN = new BearerToken("user-token");

    private final ExchangeThreads threads = new ExchangeThreads();
    private final ManualTimer timer = new ManualTimer();
    private FakeUpstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeUpstream();
    }

    @AfterEach
    void stop() {
        threads.close();
        upstream.close();
    }

    private UserDirectory users(Timer time) {
        var mapper = SerDeUtils.createMapper();
        var exchanges = new WorkspaceExchanges(
                upstream.host(), threads.http(), mapper, new Answers(mapper, Clock.systemUTC()), time, threads.open());

        var app = new AppAuthorization(() -> () -> Map.of("Authorization", "Bearer app-token"), threads.tokens());
        var none = Optional.<String>empty();
        var settings = new WorkspaceSettings(none, none, none, none, none, none, Optional.of("4711"));
        return new ConnectedWorkspace(exchanges, app, settings, Environment.of(Map.of())).users();
    }

    private AppKitException failure(Credential credential) {
        return catchThrowableOfType(AppKitException.class, () -> users(threads).identify(credential));
    }

    @Test
    void aTokenNamesItsOwner() {
        upstream.always(
                ME,
                json(
                        200,
                        "{\"id\":\"7\",\"userName\":\"anna\",\"displayName\":\"Anna A\",\"emails\":["
                                + "{\"value\":\"second@example.com\"},{\"value\":\"anna@example.com\",\"primary\":true}]}"));
        assertThat(users(threads).identify(TOKEN))
                .isEqualTo(new Caller("7", Optional.of("anna@example.com"), Optional.of("Anna A"), Optional.of(TOKEN)));
        assertThat(upstream.seen).anyMatch(seen -> seen.authorization().equals("Bearer user-token"));
    }

    @Test
    void theOwnersCredentialNamesWhomTheAppSignsInAs() {
        upstream.always(ME, json(200, "{\"id\":\"9\",\"userName\":\"owner@example.com\",\"displayName\":\" \"}"));
        Credential owner = new OwnersCredential();
        assertThat(users(threads).identify(owner))
                .isEqualTo(new Caller("9", Optional.of("owner@example.com"), Optional.empty(), Optional.of(owner)));
        assertThat(upstream.seen).allMatch(seen -> seen.authorization().equals("Bearer app-token"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void aCredentialThatTheWorkspaceDoesNotAcceptNamesNobody(int status) {
        upstream.always(ME, json(status, "{\"message\":\"Invalid access token.\"}"));
        for (Credential credential : new Credential[] {TOKEN, new OwnersCredential()}) {
            AppKitException e = failure(credential);
            assertThat(e.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
            assertThat(e.clientMessage()).doesNotContain("Invalid access token");
            assertThat(e.toString()).doesNotContain("user-token", "app-token");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"500|{}", "503|{}", "302|", "200|<html>sign in</html>", "200|{}", "200|{\"id\":\" \"}"})
    void aWorkspaceThatGivesNoSensibleAnswerIsNotTheCallersFault(int status, String body) {
        upstream.always(ME, json(status, body == null ? "" : body));
        AppKitException e = failure(TOKEN);
        assertThat(e.kind()).isEqualTo(ErrorKind.CONNECTION);
        assertThat(e.status()).isEqualTo(503);
        assertThat(e.clientMessage()).doesNotContain("html");
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        upstream.always(ME, (exchange, seen) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(blanks);
            }
        });
        assertThat(failure(TOKEN)).hasMessageContaining("more than 4194304 bytes");
    }

    @Test
    void aSilentWorkspaceIsWaitedForTenSecondsAndNoLonger() throws Exception {
        upstream.always(ME, (exchange, seen) -> {
            Thread.currentThread().join();
        });
        UserDirectory users = users(timer);
        // The app's own question, with a deadline of its own.
        assertThat(timer.next().delay()).hasSeconds(30);
        var thread = Executors.newSingleThreadExecutor();
        try {
            Future<Caller> identified = thread.submit(() -> users.identify(TOKEN));
            ManualTimer.Wait deadline = timer.next();
            assertThat(deadline.delay()).hasSeconds(10);
            deadline.action().run();
            assertThatThrownBy(() -> identified.get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            AppKitException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONNECTION));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aCredentialOfAnotherKindNamesNobody() {
        assertThat(failure(() -> "stranger").kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    }
}
