package io.appkit.auth.session;

import static io.appkit.auth.session.SessionKit.ADA;
import static io.appkit.auth.session.SessionKit.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Access tokens are renewed before they are over, once, and without being noticed. */
@Timeout(60)
class SessionRenewalTest extends SignedIn {

    private String token() {
        return valid(find()).session().token().value();
    }

    @Test
    void aTokenIsRenewedInTheBackgroundWhenUnderTenMinutesAreLeft() throws Exception {
        String first = token();
        kit.clock.pass(Duration.ofMinutes(50).minusSeconds(1));
        assertThat(token()).isEqualTo(first);
        assertThat(kit.background).isEmpty();

        kit.clock.pass(Duration.ofSeconds(1));
        assertThat(token()).isEqualTo(first);
        assertThat(token()).isEqualTo(first);
        assertThat(kit.background).hasSize(1);
        kit.runBackground();

        Found.Valid renewed = valid(find());
        assertThat(renewed.session().token().value()).isNotEqualTo(first);
        assertThat(renewed.setCookies()).hasSize(3);
        browser.accept(renewed.setCookies());
        Found.Valid next = valid(find());
        assertThat(next.setCookies()).isEmpty();
        assertThat(next.session()).isSameAs(renewed.session());
        assertThat(kit.provider.asked()).isEqualTo(1);
    }

    @Test
    void aShortLivedTokenIsRenewedAtHalfOfItsLife() throws Exception {
        kit.provider.life = Duration.ofSeconds(30);
        browser = kit.signIn(sessions);
        kit.clock.pass(Duration.ofSeconds(14));
        find();
        assertThat(kit.background).isEmpty();
        kit.clock.pass(Duration.ofSeconds(2));
        find();
        assertThat(kit.background).hasSize(1);
    }

    @Test
    void lateRequestsWithTheOldCookieGetTheNewSession() throws Exception {
        List<String> old = browser.headers();
        kit.clock.pass(Duration.ofMinutes(55));
        find();
        kit.runBackground();
        Found.Valid renewed = valid(find());
        browser.accept(renewed.setCookies());
        assertThat(find()).isInstanceOf(Found.Valid.class);

        kit.clock.pass(Rotations.SHOWN.minusSeconds(1));
        Found.Valid late = valid(sessions.find(old));
        assertThat(late.session()).isSameAs(renewed.session());
        assertThat(values(late.setCookies())).isEqualTo(values(renewed.setCookies()));
        assertThat(kit.provider.asked()).isEqualTo(1);
    }

    @Test
    void aCookieReplayedLongAfterItsRenewalIsNoSession() throws Exception {
        List<String> old = browser.headers();
        kit.clock.pass(Duration.ofMinutes(55));
        find();
        kit.runBackground();
        browser.accept(valid(find()).setCookies());
        find();
        kit.executor = Runnable::run;
        kit.clock.pass(Duration.ofMinutes(30));
        Sessions later = kit.start();
        for (int i = 0; i < 3; i++) {
            assertThat(later.find(old)).isEqualTo(new Found.Expired(List.of()));
        }
        assertThat(later.find(browser.headers())).isInstanceOf(Found.Valid.class);
        assertThat(kit.provider.asked()).isEqualTo(2);
    }

    @Test
    void aRenewalThatNoBrowserHasSeenIsKeptAsLongAsTheSession() throws Exception {
        kit.patience = Duration.ofMillis(1);
        sessions = kit.start();
        kit.clock.pass(Duration.ofMinutes(55));
        find();
        kit.runBackground();
        kit.clock.pass(Duration.ofHours(5));
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        assertThat(kit.background).hasSize(1);
        kit.runBackground();
        assertThat(valid(find()).setCookies()).hasSize(3);
        assertThat(kit.provider.asked()).isEqualTo(2);
    }

    @Test
    void aRefusedTokenEndsTheSessionWithItsAccessTokenAndIsNotTriedAgain() throws Exception {
        kit.provider.forget();
        kit.clock.pass(Duration.ofMinutes(55));
        assertThat(find()).isInstanceOf(Found.Valid.class);
        kit.runBackground();
        kit.clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(valid(find()).setCookies()).isEmpty();
        kit.clock.pass(Duration.ofMillis(1));
        assertThat(find()).isEqualTo(new Found.Expired(List.of()));
        kit.clock.pass(Duration.ofHours(1));
        assertThat(find()).isInstanceOf(Found.Expired.class);
        assertThat(kit.background).isEmpty();
        assertThat(kit.provider.asked()).isEqualTo(1);
    }

    @Test
    void aRefusalHereDoesNotEndWhatAnotherServerHasRenewed() throws Exception {
        List<String> old = browser.headers();
        kit.clock.pass(Duration.ofHours(2));
        browser.accept(renewedElsewhere(old));
        // The old cookie comes here: refused, but not removed. The new one is good here as well.
        sessionsRunningAtOnce();
        assertThat(sessions.find(old)).isEqualTo(new Found.Expired(List.of()));
        assertThat(find()).isInstanceOf(Found.Valid.class);
        assertThat(kit.provider.asked()).isEqualTo(2);
    }

    @Test
    void aRefusalHereSignsNobodyOutWhoseAccessTokenIsGood() throws Exception {
        List<String> old = browser.headers();
        kit.clock.pass(Duration.ofMinutes(55));
        List<String> renewed = renewedElsewhere(old);
        sessionsRunningAtOnce();
        for (int i = 0; i < 3; i++) {
            Found.Valid found = valid(sessions.find(old));
            assertThat(found.setCookies()).isEmpty();
            assertThat(found.session().expiresAt()).isAfter(kit.clock.instant());
        }
        assertThat(kit.provider.asked()).isEqualTo(2);
        browser.accept(renewed);
        assertThat(valid(find()).session().token())
                .isNotEqualTo(valid(sessions.find(old)).session().token());
        // What this server is refused it does not ask for again; what comes later, it does.
        kit.clock.pass(Duration.ofMinutes(58));
        assertThat(find()).isInstanceOf(Found.Valid.class);
        assertThat(valid(find()).setCookies()).hasSize(3);
        assertThat(kit.provider.asked()).isEqualTo(3);
    }

    /** What another server, with the same keys, sets. */
    private List<String> renewedElsewhere(List<String> cookies) throws Exception {
        SessionSettings settings =
                new SessionSettings("app", true, 8443, kit.keys, SessionKit.DAY, folder.resolve("other"));
        try (Sessions other =
                new Sessions(settings, kit.provider, kit.clock, Runnable::run, () -> {}, kit.patience, kit.limits)) {
            other.find(cookies);
            return valid(other.find(cookies)).setCookies();
        }
    }

    @Test
    void aRenewalThatNoBrowserHasSeenDoesNotSurviveARestart() throws Exception {
        kit.clock.pass(Duration.ofMinutes(55));
        find();
        kit.runBackground();
        sessionsRunningAtOnce();
        assertThat(find()).isInstanceOf(Found.Valid.class);
        kit.clock.pass(Duration.ofMinutes(5));
        assertThat(find()).isInstanceOf(Found.Expired.class);
    }

    @Test
    void whileTheProviderIsDownASessionLivesAsLongAsItsToken() throws Exception {
        sessionsRunningAtOnce();
        kit.provider.down = true;
        kit.clock.pass(Duration.ofMinutes(55));
        assertThat(find()).isInstanceOf(Found.Valid.class);
        assertThat(find()).isInstanceOf(Found.Valid.class);
        assertThat(kit.provider.asked()).isEqualTo(1);
        kit.clock.pass(Renewals.PAUSE);
        find();
        assertThat(kit.provider.asked()).isEqualTo(2);

        kit.clock.pass(Duration.ofMinutes(10));
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        assertThat(kit.provider.asked()).isEqualTo(3);

        kit.provider.down = false;
        kit.clock.pass(Renewals.PAUSE);
        assertThat(find()).isInstanceOf(Found.Valid.class);
    }

    @Test
    void aProviderThatNeverAnswersIsGivenUpOn() throws Exception {
        kit.patience = Duration.ofMillis(1);
        sessions = kit.start();
        kit.clock.pass(Duration.ofHours(2));
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        assertThat(kit.background).hasSize(1);
    }

    @Test
    void whenAllThreadsAreBusyARequestIsToldToComeAgain() throws Exception {
        kit.executor = task -> {
            throw new RejectedExecutionException();
        };
        sessions = kit.start();
        kit.clock.pass(Duration.ofHours(2));
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
    }

    @Test
    void aProviderThatFailsInAnyOtherWayIsTriedAgain() throws Exception {
        sessionsRunningAtOnce();
        kit.provider.meanwhile = () -> {
            throw new IllegalStateException("bug");
        };
        kit.clock.pass(Duration.ofHours(2));
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        kit.provider.meanwhile = () -> {};
        kit.clock.pass(Renewals.PAUSE);
        assertThat(find()).isInstanceOf(Found.Valid.class);
    }

    @Test
    void aTokenThatIsOverAsItComesIsNotRenewedWithoutAPause() throws Exception {
        sessionsRunningAtOnce();
        kit.clock.pass(Duration.ofHours(2));
        kit.provider.life = Duration.ZERO;
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        assertThat(find()).isInstanceOf(Found.Unavailable.class);
        assertThat(kit.provider.asked()).isEqualTo(1);
    }

    @Test
    void aRefreshTokenThatStaysGoodIsUsedAgain() throws Exception {
        sessionsRunningAtOnce();
        kit.provider.keepsRefreshToken = true;
        for (int i = 1; i <= 3; i++) {
            kit.clock.pass(Duration.ofHours(2));
            Found.Valid found = valid(find());
            browser.accept(found.setCookies());
            assertThat(kit.provider.asked()).isEqualTo(i);
        }
    }

    @Test
    void signOutWhileATokenIsRedeemedWins() throws Exception {
        List<String> copy = browser.headers();
        AtomicReference<List<String>> cleared = new AtomicReference<>();
        kit.provider.meanwhile = () -> cleared.set(sessions.end(copy));
        sessionsRunningAtOnce();
        kit.clock.pass(Duration.ofHours(2));
        assertThat(find()).isInstanceOf(Found.Expired.class);
        assertThat(cleared.get()).hasSize(3);
        assertThat(sessions.find(copy)).isInstanceOf(Found.Expired.class);
        assertThat(kit.provider.revoked())
                .extracting(tokens -> tokens.refreshToken().orElseThrow())
                .containsExactly("refresh-1", "refresh-2");
    }

    @Test
    void revocationOfTheCallerWhileATokenIsRedeemedWins() throws Exception {
        kit.provider.meanwhile = () -> sessions.revoke(ADA.id());
        sessionsRunningAtOnce();
        kit.clock.pass(Duration.ofHours(2));
        assertThat(find()).isInstanceOf(Found.Expired.class);
        assertThat(kit.provider.revoked()).hasSize(1);
    }

    @Test
    void signOutWithTheOldCookieEndsTheRenewedSession() throws Exception {
        List<String> old = browser.headers();
        sessionsRunningAtOnce();
        kit.clock.pass(Duration.ofHours(2));
        browser.accept(valid(find()).setCookies());
        sessions.end(old);
        assertThat(find()).isInstanceOf(Found.Expired.class);
        // The newest that is known; the old one is used up.
        assertThat(kit.provider.revoked())
                .extracting(tokens -> tokens.refreshToken().orElseThrow())
                .containsExactly("refresh-2");
    }

    @Test
    void tokensThatGrowTooLargeEndTheSession() throws Exception {
        sessionsRunningAtOnce();
        kit.clock.pass(Duration.ofHours(2));
        kit.provider.tokenSize = 9_000;
        assertThat(find()).isInstanceOf(Found.Expired.class);
        assertThat(kit.provider.revoked()).hasSize(1);
    }

    @Test
    void aRenewedSessionKeepsItsIdAndItsAge() throws Exception {
        Session before = valid(find()).session();
        sessionsRunningAtOnce();
        kit.clock.pass(Duration.ofHours(23));
        Found.Valid after = valid(find());
        assertThat(after.session().sessionId()).isEqualTo(before.sessionId());
        assertThat(after.session().began()).isEqualTo(before.began());
        assertThat(after.setCookies().get(0)).contains("; Max-Age=3600;");
    }

    @Test
    void theThreadsOfItsOwnRenewToo() throws Exception {
        SessionSettings settings = new SessionSettings("app", true, 8443, kit.keys, SessionKit.DAY, folder);
        try (Sessions own = new Sessions(settings, kit.provider, kit.clock)) {
            kit.clock.pass(Duration.ofHours(2));
            assertThat(own.find(browser.headers())).isInstanceOf(Found.Valid.class);
        }
    }

    private void sessionsRunningAtOnce() {
        kit.executor = Runnable::run;
        sessions = kit.start();
    }

    private static List<String> values(List<String> setCookies) {
        return setCookies.stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .toList();
    }
}
