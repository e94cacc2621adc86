package io.appkit.auth.session;

import static io.appkit.auth.session.SessionKit.ADA;
import static io.appkit.auth.session.SessionKit.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests, one renewal. */
@Timeout(60)
class ParallelRenewalTest extends SignedIn {

    @Test
    void fiftyRequestsWithATokenThatIsOverRedeemOnce() throws Exception {
        kit.clock.pass(Duration.ofHours(2));
        List<String> old = browser.headers();
        ExecutorService background = Executors.newSingleThreadExecutor();
        kit.executor = background;
        ExecutorService requests = Executors.newFixedThreadPool(50);
        try (Sessions other = kit.start()) {
            // Answers when all of them have come.
            CountDownLatch coming = new CountDownLatch(50);
            kit.provider.meanwhile = () -> awaitQuietly(coming);
            List<Future<Found>> found = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                found.add(requests.submit(() -> {
                    coming.countDown();
                    return other.find(old);
                }));
            }
            List<Found.Valid> all = new ArrayList<>();
            for (Future<Found> one : found) {
                all.add(valid(one.get(30, TimeUnit.SECONDS)));
            }
            assertThat(all).allMatch(one -> one.equals(all.get(0)));
            assertThat(all.get(0).setCookies()).hasSize(3);
            assertThat(valid(other.find(old))).isEqualTo(all.get(0));
            assertThat(kit.provider.asked()).isEqualTo(1);
        } finally {
            requests.shutdownNow();
            background.shutdownNow();
        }
    }

    @Test
    void noMoreRequestsWaitThanLeaveRoomForOthers() throws Exception {
        kit.clock.pass(Duration.ofHours(2));
        ExecutorService requests = Executors.newFixedThreadPool(Renewals.MAX_WAITING + 1);
        try {
            List<Future<Found>> found = new ArrayList<>();
            for (int i = 0; i <= Renewals.MAX_WAITING; i++) {
                found.add(requests.submit(this::find));
            }
            // One answers at once; the others wait for the task that has not run yet.
            Future<Found> refused = anyDone(found);
            assertThat(refused.get()).isInstanceOf(Found.Unavailable.class);
            found.remove(refused);
            assertThat(found).noneMatch(Future::isDone);
            kit.runBackground();
            for (Future<Found> one : found) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isInstanceOf(Found.Valid.class);
            }
        } finally {
            requests.shutdownNow();
        }
    }

    @Test
    void aRequestThatLookedJustBeforeARenewalEndedDoesNotRedeemAgain() {
        Renewals.Ledger ledger = new Renewals.Ledger() {
            @Override
            public boolean renewed(SessionState state) {
                return true;
            }

            @Override
            public boolean renew(SessionState state, Tokens tokens) {
                throw new AssertionError("redeemed again");
            }
        };
        SessionState looked = SessionState.begin("id", ADA, kit.provider.issue(), kit.clock.instant(), SessionKit.DAY);
        Renewals renewals = new Renewals(kit.provider, ledger, kit.clock, Runnable::run, kit.patience, SessionKit.DAY);
        assertThat(renewals.await(renewals.start(looked))).isTrue();
        assertThat(kit.provider.asked()).isZero();
    }

    @Test
    void closingLetsGoWhoeverWaits() throws Exception {
        kit.clock.pass(Duration.ofHours(2));
        ExecutorService requests = Executors.newSingleThreadExecutor();
        try {
            Future<Found> waiting = requests.submit(this::find);
            while (kit.background.isEmpty()) {
                Thread.onSpinWait();
            }
            sessions.close();
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(Found.Unavailable.class);
        } finally {
            requests.shutdownNow();
        }
    }

    private static Future<Found> anyDone(List<Future<Found>> futures) {
        while (true) {
            for (Future<Found> future : futures) {
                if (future.isDone()) {
                    return future;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
