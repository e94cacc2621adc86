package io.appkit.auth.session;

import static io.appkit.auth.session.SessionKit.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is revoked stays revoked. */
class RevocationsTest {

    @TempDir
    Path folder;

    private SessionKit kit;
    private Sessions sessions;

    @BeforeEach
    void start() {
        kit = new SessionKit(folder);
        kit.provider.life = Duration.ofDays(2);
        sessions = kit.start();
    }

    private Browser signIn(String id) throws Exception {
        Identity identity = new Identity(id, Optional.empty(), Optional.empty());
        return Browser.with(sessions.begin(identity, kit.provider.issue(), List.of()));
    }

    private boolean good(Browser browser) {
        return sessions.find(browser.headers()) instanceof Found.Valid;
    }

    @Test
    void revokingACallerEndsThatCallersSessionsOnly() throws Exception {
        Browser first = signIn("1001");
        Browser second = signIn("1001");
        Browser other = signIn("1002");
        sessions.revoke("1001");
        assertThat(good(first)).isFalse();
        assertThat(good(second)).isFalse();
        assertThat(good(other)).isTrue();
        first.accept(((Found.Expired) sessions.find(first.headers())).clearCookies());
        assertThat(first.cookies()).isEmpty();
    }

    @Test
    void aSessionThatBeginsRightAfterARevocationIsGoodThoughTheClockStandsStill() throws Exception {
        for (int i = 0; i < 100; i++) {
            Browser before = signIn("1001");
            sessions.revokeAll();
            Browser between = signIn("1001");
            assertThat(good(before)).isFalse();
            assertThat(good(between)).isTrue();
            sessions.revoke("1001");
            assertThat(good(between)).isFalse();
            assertThat(good(signIn("1001"))).isTrue();
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotUndoARevocationNorLockOut() throws Exception {
        Browser before = signIn("1001");
        kit.clock.pass(Duration.ofMinutes(1));
        sessions.revokeAll();
        kit.clock.pass(Duration.ofMinutes(-30));
        assertThat(good(before)).isFalse();
        assertThat(good(signIn("1001"))).isTrue();
        sessions = kit.start();
        assertThat(good(before)).isFalse();
        assertThat(good(signIn("1001"))).isTrue();
    }

    @Test
    void revocationsSurviveARestartAndEndWithTheSessions() throws Exception {
        Browser one = signIn("1001");
        Browser two = signIn("user with blanks \u00e4");
        Browser three = signIn("1003");
        sessions.end(one.headers());
        sessions.revoke("user with blanks \u00e4");
        sessions = kit.start();
        assertThat(good(one)).isFalse();
        assertThat(good(two)).isFalse();
        assertThat(good(three)).isTrue();
        sessions.revokeAll();
        sessions = kit.start();
        assertThat(good(three)).isFalse();

        kit.clock.pass(SessionKit.DAY.plusSeconds(1));
        assertThat(sessions.revocations()).isZero();
        kit.start();
        assertThat(Files.readString(folder.resolve("revocations"))).isEmpty();
    }

    @Test
    void aLongerMaximumAgeDoesNotReviveASession() throws Exception {
        Browser browser = signIn("1001");
        sessions.end(browser.headers());
        kit.clock.pass(SessionKit.DAY.plusHours(1));
        kit.maxAge = Duration.ofDays(2);
        sessions = kit.start();
        assertThat(good(browser)).isFalse();
    }

    @Test
    void aDamagedFileEndsAllSessions() throws Exception {
        Browser browser = signIn("1001");
        Browser other = signIn("1002");
        sessions.end(browser.headers());
        Files.write(folder.resolve("revocations"), new byte[] {'s', 'e', (byte) 0xff, 0}, StandardOpenOption.APPEND);
        kit.clock.pass(Duration.ofSeconds(1));
        sessions = kit.start();
        assertThat(good(browser)).isFalse();
        assertThat(good(other)).isFalse();
        assertThat(good(signIn("1001"))).isTrue();
    }

    @Test
    void tooManyRevocationsEndAllSessionsRatherThanForgetOne() throws Exception {
        kit.limits = new Sessions.Limits(1 << 20, 1 << 20, 20);
        sessions = kit.start();
        Browser bystander = signIn("1002");
        List<Browser> ended = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Browser browser = signIn("1001");
            sessions.end(browser.headers());
            ended.add(browser);
        }
        assertThat(ended).noneMatch(this::good);
        assertThat(good(bystander)).isFalse();
        assertThat(good(signIn("1001"))).isTrue();
        assertThat(sessions.revocations()).isLessThanOrEqualTo(21);
        sessions = kit.start();
        assertThat(ended).noneMatch(this::good);
    }

    @Test
    void whatIsOverMakesRoomForRevocations() throws Exception {
        kit.limits = new Sessions.Limits(1 << 20, 1 << 20, 20);
        sessions = kit.start();
        for (int day = 0; day < 3; day++) {
            Browser bystander = signIn("1002");
            for (int i = 0; i < 15; i++) {
                sessions.end(signIn("1001").headers());
            }
            assertThat(good(bystander)).isTrue();
            kit.clock.pass(SessionKit.DAY.plusSeconds(1));
        }
    }

    @Test
    void aRevocationHoldsThoughItCannotBeWritten() throws Exception {
        Browser browser = signIn("1001");
        Files.delete(folder.resolve("revocations"));
        Files.createDirectory(folder.resolve("revocations"));
        sessions.end(browser.headers());
        assertThat(good(browser)).isFalse();
    }

    @Test
    void aFileThatSomebodyRemovedIsWrittenAnew() throws Exception {
        Browser first = signIn("1001");
        Browser second = signIn("1001");
        sessions.end(first.headers());
        Files.delete(folder.resolve("revocations"));
        sessions.end(second.headers());
        sessions = kit.start();
        assertThat(good(first)).isFalse();
        assertThat(good(second)).isFalse();
    }

    @Test
    void openedSessionsAndRotationsAreBounded() throws Exception {
        kit.limits = new Sessions.Limits(20_000, 30_000, 100);
        kit.provider.life = Duration.ofHours(1);
        kit.executor = Runnable::run;
        sessions = kit.start();
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            browsers.add(signIn("user" + i));
        }
        assertThat(browsers).allMatch(this::good);
        assertThat(sessions.recent()).isBetween(1, 20);
        kit.clock.pass(Duration.ofHours(2));
        assertThat(browsers).allMatch(this::good);
        Rotations rotations = new Rotations(10_000);
        for (int i = 0; i < 50; i++) {
            SessionState state =
                    SessionState.begin("id" + i, ADA, kit.provider.issue(), kit.clock.instant(), SessionKit.DAY);
            rotations.put(
                    state,
                    "x".repeat(500),
                    kit.clock.instant(),
                    kit.clock.instant().plusSeconds(60));
            assertThat(rotations.bytes()).isLessThanOrEqualTo(10_000);
        }
        SessionState late = SessionState.begin("id", ADA, kit.provider.issue(), kit.clock.instant(), SessionKit.DAY);
        kit.clock.pass(Duration.ofSeconds(61));
        rotations.put(late, "x", kit.clock.instant(), kit.clock.instant().plusSeconds(60));
        assertThat(rotations.bytes()).isLessThan(2_000);
    }
}
