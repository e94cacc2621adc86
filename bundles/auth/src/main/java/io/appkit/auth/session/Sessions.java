package io.appkit.auth.session;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions of signed-in callers, kept by their browsers in encrypted cookies. */
public final class Sessions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ID_BYTES = 24;

    /** How much is remembered at most. */
    record Limits(int openedBytes, long rotatedBytes, int revocations) {

        static final Limits USUAL = new Limits(16 << 20, 32 << 20, 100_000);
    }

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Stamps stamps;
    private final SessionSettings settings;
    private final SessionCookies cookies;
    private final OpenedSessions opened;
    private final Revocations revocations;
    private final Rotations rotations;
    private final Renewals renewals;
    private final TokenRedeemer redeemer;
    private final Runnable closeThreads;

    /**
     * Creates them.
     *
     * @param settings what they are made of
     * @param redeemer renews access tokens
     * @param clock tells the time
     * @throws IOException if the folder of the settings cannot be read or written; the message names the file
     */
    public Sessions(SessionSettings settings, TokenRedeemer redeemer, Clock clock) throws IOException {
        this(settings, redeemer, clock, RenewalThreads.create());
    }

    private Sessions(SessionSettings settings, TokenRedeemer redeemer, Clock clock, ExecutorService threads)
            throws IOException {
        this(settings, redeemer, clock, threads, threads::shutdownNow, PATIENCE, Limits.USUAL);
    }

    Sessions(
            SessionSettings settings,
            TokenRedeemer redeemer,
            Clock clock,
            Executor executor,
            Runnable closeThreads,
            Duration patience,
            Limits limits)
            throws IOException {
        this.settings = settings;
        this.redeemer = redeemer;
        this.clock = clock;
        this.closeThreads = closeThreads;
        Duration maxAge = settings.maxAge();
        cookies = new SessionCookies(settings.appName(), settings.https(), settings.port());
        opened = new OpenedSessions(
                new SealedText(settings.keys(), "session:" + cookies.name()), maxAge, clock, limits.openedBytes());
        stamps = new Stamps(clock);
        revocations =
                new Revocations(new RevocationFile(settings.folder()), clock, stamps, maxAge, limits.revocations());
        rotations = new Rotations(limits.rotatedBytes());
        renewals = new Renewals(redeemer, new Ledger(), clock, executor, patience, maxAge);
    }

    /**
     * Begins a session with a fresh id. Sessions that the browser had before are over; not so at the provider, which may
     * count all of a person's sign-ins as one.
     *
     * @param identity whose
     * @param tokens of the provider
     * @param oldCookieHeaders {@code Cookie} headers of the request
     * @return values of {@code Set-Cookie}
     * @throws SessionTooLargeException if a browser would not keep the tokens
     */
    public List<String> begin(Identity identity, Tokens tokens, List<String> oldCookieHeaders)
            throws SessionTooLargeException {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        SessionState state = SessionState.begin(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                identity,
                tokens,
                stamps.next(),
                settings.maxAge());
        String sealed = opened.seal(state);
        cookies.checkRoom(sealed);
        endHere(oldCookieHeaders);
        return cookies.store(sealed, settings.maxAge());
    }

    /**
     * Reads the {@code Cookie} headers of a request. Blocks, for at most ten seconds, only when the access token is over
     * and can be renewed.
     */
    public Found find(List<String> cookieHeaders) {
        SessionCookies.Content content = cookies.read(cookieHeaders);
        String sealed = content.sealed();
        if (sealed == null) {
            return new Found.None(content.reason());
        }
        Optional<SessionState> shown = opened.open(sealed);
        return shown.isPresent() ? find(shown.get()) : new Found.None("cookie not sealed by this server");
    }

    private Found find(SessionState shown) {
        Instant now = clock.instant();
        Rotations.Newest newest = rotations.newest(shown, now);
        Found found = judge(newest, now);
        if (found instanceof Found.Expired || !newest.state().renewalDue(now)) {
            return found;
        }
        CompletableFuture<Void> renewal = renewals.start(newest.state());
        if (found instanceof Found.Unavailable && renewals.await(renewal)) {
            Instant then = clock.instant();
            return judge(rotations.newest(shown, then), then);
        }
        return found;
    }

    private Found judge(Rotations.Newest newest, Instant now) {
        SessionState state = newest.state();
        Session session = state.session();
        Revocations.Verdict verdict = revocations.verdict(session);
        Duration left = Duration.between(now, session.began().plus(settings.maxAge()));
        if (verdict == Revocations.Verdict.ENDED || left.isNegative() || left.isZero()) {
            // The browser has removed or replaced this cookie itself: clearing could only hit a newer session.
            return new Found.Expired(List.of());
        } else if (verdict == Revocations.Verdict.REVOKED) {
            return new Found.Expired(cookies.clear());
        } else if (state.tokenOver(now) && renewals.refused(state)) {
            // Refused perhaps since another server has redeemed it: the browser may have a newer cookie by now.
            return new Found.Expired(List.of());
        } else if (state.tokenOver(now)) {
            return state.renewable() ? new Found.Unavailable() : new Found.Expired(cookies.clear());
        }
        return new Found.Valid(
                session, newest.sealed().map(text -> cookies.store(text, left)).orElse(List.of()));
    }

    /**
     * Ends the session of these cookies: no copy of it is good any more, and its tokens are revoked.
     *
     * @return values of {@code Set-Cookie} that remove it
     */
    public List<String> end(List<String> cookieHeaders) {
        endHere(cookieHeaders).ifPresent(redeemer::revoke);
        return cookies.clear();
    }

    /** The tokens of a session that has ended now, and not before. */
    private Optional<Tokens> endHere(List<String> cookieHeaders) {
        String sealed = cookies.read(cookieHeaders).sealed();
        SessionState shown = sealed == null ? null : opened.open(sealed).orElse(null);
        if (shown == null) {
            return Optional.empty();
        }
        Session session = shown.session();
        Instant now = clock.instant();
        boolean young = now.isBefore(session.began().plus(settings.maxAge()));
        boolean ends = young && revocations.verdict(session) != Revocations.Verdict.ENDED;
        if (ends) {
            revocations.end(session);
        }
        Tokens tokens = rotations.newest(shown, now).state().tokens();
        rotations.remove(session.sessionId());
        return ends ? Optional.of(tokens) : Optional.empty();
    }

    /** Ends all sessions of a caller that began before now. */
    public void revoke(String callerId) {
        revocations.endCaller(callerId);
    }

    /** Ends all sessions that began before now. */
    public void revokeAll() {
        revocations.endAll();
    }

    /** How many sessions were seen in the last minute. */
    public int recent() {
        return opened.recent();
    }

    /** How many revocations are in force. */
    public int revocations() {
        return revocations.count();
    }

    /** Identifiers of the keys, the sealing one first. */
    public List<String> keyIds() {
        return settings.keys().ids();
    }

    /** Ends the threads and lets go whoever waits for them; sessions are found as before, but no longer renewed. */
    @Override
    public void close() {
        closeThreads.run();
        renewals.close();
    }

    /** Enters renewed tokens. */
    private final class Ledger implements Renewals.Ledger {

        @Override
        public boolean renewed(SessionState state) {
            return rotations.supersedes(state);
        }

        @Override
        public boolean renew(SessionState state, Tokens tokens) {
            Instant now = clock.instant();
            SessionState next = state.renewed(tokens, now, settings.maxAge());
            String sealed = opened.seal(next);
            try {
                cookies.checkRoom(sealed);
            } catch (SessionTooLargeException e) {
                LOG.error(
                        "The session of user {} is over: {}",
                        state.session().identity().id(),
                        e.getMessage());
                redeemer.revoke(tokens);
                return false;
            }
            rotations.put(next, sealed, now, state.session().began().plus(settings.maxAge()));
            // Asked last: a session that ends meanwhile takes these tokens along, or is seen here.
            if (revocations.verdict(state.session()) == Revocations.Verdict.GOOD) {
                return true;
            }
            rotations.remove(state.id());
            redeemer.revoke(tokens);
            return false;
        }
    }
}
