package io.appkit.auth.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redeems refresh tokens: one at a time per session, in the background, and not again at once when it did not work. */
final class Renewals implements AutoCloseable {

    /** Requests of many pages at once, and yet a third of the server's threads at most. */
    static final int MAX_WAITING = 64;

    static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
    private static final int MAX_REMEMBERED = 10_000;

    /** Where new tokens go. */
    interface Ledger {

        /** Whether newer tokens than these are known. */
        boolean renewed(SessionState state);

        /**
         * Takes new tokens.
         *
         * @return whether the session can go on with them
         */
        boolean renew(SessionState state, Tokens tokens);
    }

    private final TokenRedeemer redeemer;
    private final Ledger ledger;
    private final Clock clock;
    private final Executor executor;
    private final Duration patience;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final ConcurrentMap<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
    /** By session id the generation whose refresh token was refused: a later one, from another server, may be good. */
    private final Cache<String, Integer> refused;

    private final Cache<String, Boolean> failed;

    Renewals(
            TokenRedeemer redeemer, Ledger ledger, Clock clock, Executor executor, Duration patience, Duration maxAge) {
        this.redeemer = redeemer;
        this.ledger = ledger;
        this.clock = clock;
        this.executor = executor;
        this.patience = patience;
        this.refused = remembering(maxAge, clock);
        this.failed = remembering(PAUSE, clock);
    }

    private static <V> Cache<String, V> remembering(Duration time, Clock clock) {
        return Caffeine.newBuilder()
                .expireAfterWrite(time)
                .maximumSize(MAX_REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** Whether the provider has refused the refresh token for good. */
    boolean refused(SessionState state) {
        Integer generation = refused.getIfPresent(state.id());
        return generation != null && generation >= state.generation();
    }

    /** Lets a renewal begin, unless one runs already or is of no use. */
    CompletableFuture<Void> start(SessionState state) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = running.putIfAbsent(state.id(), mine);
        if (other != null) {
            return other;
        }
        // Asked here, where nobody else can be at it: the one before may have ended since the caller looked.
        if (ledger.renewed(state) || refused(state) || failed.getIfPresent(state.id()) != null) {
            finish(state, mine);
            return mine;
        }
        try {
            executor.execute(() -> {
                try {
                    redeem(state);
                } finally {
                    finish(state, mine);
                }
            });
        } catch (RejectedExecutionException e) {
            finish(state, mine);
        }
        return mine;
    }

    private void finish(SessionState state, CompletableFuture<Void> renewal) {
        running.remove(state.id(), renewal);
        renewal.complete(null);
    }

    private void redeem(SessionState state) {
        String user = state.session().identity().id();
        try {
            Tokens tokens = redeemer.redeem(state.tokens().refreshToken().orElseThrow());
            if (!ledger.renew(state, tokens)) {
                refused.put(state.id(), state.generation());
            } else if (!clock.instant().isBefore(tokens.expiresAt())) {
                // Over as it comes: not one after the other without a pause.
                failed.put(state.id(), true);
            }
        } catch (RefusedException e) {
            LOG.info("The session of user {} is over, the provider does not renew it: {}", user, e.getMessage());
            refused.put(state.id(), state.generation());
        } catch (IOException e) {
            LOG.warn("The session of user {} could not be renewed: {}", user, e.toString());
            failed.put(state.id(), true);
        } catch (RuntimeException e) {
            // Without its message, which nobody has checked for secrets.
            LOG.warn(
                    "The session of user {} could not be renewed: {}",
                    user,
                    e.getClass().getName());
            failed.put(state.id(), true);
        }
    }

    /** Waits for a renewal; false if that takes too long, or too many wait. */
    boolean await(CompletableFuture<Void> renewal) {
        if (renewal.isDone()) {
            return true;
        } else if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            renewal.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    /** Lets everybody go who waits. */
    @Override
    public void close() {
        running.values().forEach(renewal -> renewal.complete(null));
    }
}
