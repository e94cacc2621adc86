package io.appkit.auth.session;

import static io.appkit.auth.session.SessionKit.ADA;
import static io.appkit.auth.session.SessionKit.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session from sign-in to sign-out. */
class SessionsTest {

    @TempDir
    Path folder;

    private SessionKit kit;

    @BeforeEach
    void kit() {
        kit = new SessionKit(folder);
    }

    @Test
    void aSignedInCallerIsFoundWithIdentityAndToken() throws Exception {
        Sessions sessions = kit.start();
        Tokens tokens = kit.provider.issue();
        Browser browser = Browser.with(sessions.begin(ADA, tokens, List.of()));

        Found.Valid found = valid(sessions.find(browser.headers()));
        assertThat(found.setCookies()).isEmpty();
        assertThat(found.session().identity()).isEqualTo(ADA);
        assertThat(found.session().token().value()).isEqualTo(tokens.accessToken());
        assertThat(found.session().began()).isEqualTo(kit.clock.instant());
        assertThat(found.session().expiresAt()).isEqualTo(kit.clock.instant().plus(SessionKit.DAY));
        assertThat(sessions.recent()).isEqualTo(1);
    }

    @Test
    void nothingButTheRightCookieIsASession() throws Exception {
        Sessions sessions = kit.start();
        assertThat(sessions.find(List.of())).isEqualTo(new Found.None("no cookie"));
        assertThat(sessions.find(List.of("theme=dark; __Host-apple=1"))).isEqualTo(new Found.None("no cookie"));
    }

    @Test
    void theSameObjectsComeBackForAMinute() throws Exception {
        Browser browser = kit.signIn(kit.start());
        Sessions sessions = kit.start();
        Session first = valid(sessions.find(browser.headers())).session();
        kit.clock.pass(Duration.ofSeconds(59));
        assertThat(valid(sessions.find(browser.headers())).session()).isSameAs(first);
        assertThat(sessions.recent()).isEqualTo(1);
        kit.clock.pass(Duration.ofSeconds(2));
        assertThat(sessions.recent()).isZero();
        assertThat(valid(sessions.find(browser.headers())).session()).isNotSameAs(first);
    }

    @Test
    void aSessionSurvivesARestart() throws Exception {
        kit.keys = CookieKeys.kept(folder);
        Browser browser = kit.signIn(kit.start());
        kit.keys = CookieKeys.kept(folder);
        assertThat(valid(kit.start().find(browser.headers())).session().identity())
                .isEqualTo(ADA);
    }

    @Test
    void cookiesAreKeptFromScriptsAndOtherSites() throws Exception {
        List<String> https = kit.start().begin(ADA, kit.provider.issue(), List.of());
        assertThat(https.get(0))
                .startsWith("__Host-app=ey")
                .endsWith("; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax; Secure");
        kit.https = false;
        List<String> http = kit.start("app", 8000).begin(ADA, kit.provider.issue(), List.of());
        assertThat(http.get(0)).startsWith("app.8000=ey").endsWith("; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void appsOnOneMachineDoNotMixEvenWithTheSameKeys() throws Exception {
        kit.https = false;
        Sessions one = kit.start("app", 8000);
        Sessions other = kit.start("app", 8001);
        Browser browser = kit.signIn(one);
        browser.accept(
                other.begin(new Identity("1002", Optional.empty(), Optional.empty()), kit.provider.issue(), List.of()));
        assertThat(valid(one.find(browser.headers())).session().identity().id()).isEqualTo("1001");
        assertThat(valid(other.find(browser.headers())).session().identity().id())
                .isEqualTo("1002");

        String moved = browser.headers().get(0).replace("app.8001=", "x=").replace("app.8000=", "app.8001=");
        assertThat(other.find(List.of(moved))).isEqualTo(new Found.None("cookie not sealed by this server"));
    }

    @Test
    void everySignInHasAFreshIdAndEndsTheSessionBefore() throws Exception {
        Sessions sessions = kit.start();
        Browser planted = kit.signIn(sessions);
        List<String> old = planted.headers();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            planted.accept(sessions.begin(ADA, kit.provider.issue(), planted.headers()));
            ids.add(valid(sessions.find(planted.headers())).session().sessionId());
        }
        assertThat(ids).hasSize(20).allMatch(id -> id.length() == 32);
        // Late requests with the old cookie do not take the new one away.
        assertThat(sessions.find(old)).isEqualTo(new Found.Expired(List.of()));
        assertThat(sessions.find(planted.headers())).isInstanceOf(Found.Valid.class);
    }

    @Test
    void signOutEndsEveryCopyOfTheCookieAlsoAfterARestart() throws Exception {
        Sessions sessions = kit.start();
        Browser browser = kit.signIn(sessions);
        List<String> copy = browser.headers();
        assertThat(sessions.find(copy)).isInstanceOf(Found.Valid.class);

        browser.accept(sessions.end(browser.headers()));
        assertThat(browser.cookies()).isEmpty();
        assertThat(sessions.find(copy)).isInstanceOf(Found.Expired.class);
        assertThat(kit.start().find(copy)).isInstanceOf(Found.Expired.class);
        assertThat(sessions.revocations()).isEqualTo(1);
        sessions.end(copy);
        assertThat(sessions.revocations()).isEqualTo(1);
    }

    @Test
    void signOutWithoutASessionOnlyClears() throws Exception {
        Sessions sessions = kit.start();
        assertThat(sessions.end(List.of("__Host-app=junk")))
                .hasSize(3)
                .allMatch(cookie -> cookie.contains("=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure"));
        assertThat(sessions.revocations()).isZero();
    }

    @Test
    void aSessionEndsAtItsMaximumAge() throws Exception {
        kit.provider.life = Duration.ofDays(300_000_000);
        Sessions sessions = kit.start();
        Browser browser = kit.signIn(sessions);
        kit.clock.pass(SessionKit.DAY.minusSeconds(1));
        assertThat(sessions.find(browser.headers())).isInstanceOf(Found.Valid.class);
        assertThat(kit.background).isEmpty();
        kit.clock.pass(Duration.ofSeconds(1));
        assertThat(sessions.find(browser.headers())).isInstanceOf(Found.Expired.class);
    }

    @Test
    void withoutARefreshTokenASessionEndsWithItsToken() throws Exception {
        Sessions sessions = kit.start();
        Tokens tokens =
                new Tokens("access", Optional.empty(), kit.clock.instant().plusSeconds(600));
        Browser browser = Browser.with(sessions.begin(ADA, tokens, List.of()));
        kit.clock.pass(Duration.ofSeconds(599));
        assertThat(valid(sessions.find(browser.headers())).session().expiresAt())
                .isEqualTo(tokens.expiresAt());
        kit.clock.pass(Duration.ofSeconds(1));
        browser.accept(((Found.Expired) sessions.find(browser.headers())).clearCookies());
        assertThat(browser.cookies()).isEmpty();
        assertThat(kit.provider.asked()).isZero();
    }

    @Test
    void tokensThatNoBrowserKeepsAreRefusedAtSignIn() throws Exception {
        Sessions sessions = kit.start();
        Browser browser = kit.signIn(sessions);
        kit.provider.tokenSize = 9_000;
        Tokens large = kit.provider.issue();
        assertThatThrownBy(() -> sessions.begin(ADA, large, browser.headers()))
                .isInstanceOf(SessionTooLargeException.class)
                .hasMessageContaining("there is room for 119");
        assertThat(sessions.find(browser.headers())).isInstanceOf(Found.Valid.class);
    }

    @Test
    void aClockAheadOfOursDoesNotLockOut() throws Exception {
        kit.clock.pass(Duration.ofMinutes(5));
        Browser browser = kit.signIn(kit.start());
        kit.clock.pass(Duration.ofMinutes(-5));
        assertThat(kit.start().find(browser.headers())).isInstanceOf(Found.Valid.class);
    }

    @Test
    void noTextHoldsASecret() throws Exception {
        Sessions sessions = kit.start();
        Tokens tokens = kit.provider.issue();
        Browser browser = Browser.with(sessions.begin(ADA, tokens, List.of()));
        Found found = sessions.find(browser.headers());
        SessionState state = SessionState.begin("the-id", ADA, tokens, kit.clock.instant(), SessionKit.DAY);
        String cookie = browser.cookies().get("__Host-app");
        assertThat(tokens + " " + found + " " + state + " " + kit.keys + " " + sessions + " " + sessions.keyIds())
                .doesNotContain(
                        tokens.accessToken(),
                        tokens.refreshToken().orElseThrow(),
                        cookie,
                        "the-id",
                        valid(found).session().sessionId(),
                        SessionKit.key(1));
    }
}
