package io.appkit.auth.session;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sessions are over before their time. None is forgotten before the session would have ended anyway; when there are
 * too many, or the file that remembers them is damaged, all sessions that began until then are over.
 */
final class Revocations {

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

    enum Verdict {
        GOOD,
        /** The browser may still have the cookie. */
        REVOKED,
        /** The browser was told to remove or to replace the cookie. */
        ENDED
    }

    private final Map<String, Revocation.OfSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, Revocation.OfCaller> callers = new ConcurrentHashMap<>();
    private volatile Optional<Revocation.OfAll> all = Optional.empty();
    private final RevocationFile file;
    private final Clock clock;
    private final Stamps stamps;
    private final Duration maxAge;
    private final int limit;
    private int appended;

    Revocations(RevocationFile file, Clock clock, Stamps stamps, Duration maxAge, int limit) throws IOException {
        this.file = file;
        this.clock = clock;
        this.stamps = stamps;
        this.maxAge = maxAge;
        this.limit = limit;
        for (String line : file.read()) {
            apply(Revocation.parse(line).orElseGet(this::damaged));
        }
        file.replace(inForce());
    }

    private Revocation damaged() {
        LOG.warn("The file of revoked sessions is damaged; all sessions are over, callers sign in again");
        return new Revocation.OfAll(stamps.next());
    }

    Verdict verdict(Session session) {
        if (sessions.containsKey(session.sessionId())) {
            return Verdict.ENDED;
        }
        Revocation.OfCaller caller = callers.get(session.identity().id());
        boolean revoked = (caller != null && session.began().isBefore(caller.before()))
                || all.filter(those -> session.began().isBefore(those.before())).isPresent();
        return revoked ? Verdict.REVOKED : Verdict.GOOD;
    }

    /** Ends one session. */
    void end(Session session) {
        add(new Revocation.OfSession(session.sessionId(), session.began()));
    }

    /** Ends a caller's sessions that began before now. */
    synchronized void endCaller(String callerId) {
        add(new Revocation.OfCaller(callerId, stamps.next()));
    }

    /** Ends all sessions that began before now. */
    synchronized void endAll() {
        add(new Revocation.OfAll(stamps.next()));
    }

    /** How many are in force. */
    synchronized int count() {
        return inForce().size();
    }

    private synchronized void add(Revocation revocation) {
        if (sessions.size() + callers.size() >= limit) {
            forgetWhatIsOver();
        }
        if (sessions.size() + callers.size() >= limit) {
            LOG.warn("More than {} sessions are revoked; all sessions are over, callers sign in again", limit);
            keep(new Revocation.OfAll(stamps.next()));
        }
        keep(revocation);
    }

    private void keep(Revocation revocation) {
        apply(revocation);
        try {
            write(revocation);
        } catch (IOException e) {
            LOG.error(
                    "A revocation holds until the next restart only, since it could not be written: {}", e.toString());
        }
    }

    private void write(Revocation revocation) throws IOException {
        if (appended++ < limit && file.exists()) {
            file.append(revocation);
        } else {
            appended = 0;
            file.replace(inForce());
        }
    }

    private void apply(Revocation revocation) {
        if (revocation instanceof Revocation.OfSession one) {
            sessions.put(one.sessionId(), one);
        } else if (revocation instanceof Revocation.OfCaller caller) {
            stamps.passed(caller.before());
            callers.merge(caller.callerId(), caller, (a, b) -> a.before().isAfter(b.before()) ? a : b);
        } else if (revocation instanceof Revocation.OfAll those) {
            stamps.passed(those.before());
            if (all.filter(before -> before.before().isAfter(those.before())).isEmpty()) {
                all = Optional.of(those);
            }
            // Not the sessions of servers whose clocks are ahead.
            sessions.values().removeIf(one -> one.began().isBefore(those.before()));
            callers.values().removeIf(one -> !one.before().isAfter(those.before()));
        }
    }

    private List<Revocation> inForce() {
        forgetWhatIsOver();
        List<Revocation> result = new ArrayList<>(sessions.values());
        result.addAll(callers.values());
        all.ifPresent(result::add);
        return result;
    }

    private void forgetWhatIsOver() {
        Instant oldest = clock.instant().minus(maxAge);
        sessions.values().removeIf(one -> one.began().isBefore(oldest));
        callers.values().removeIf(one -> one.before().isBefore(oldest));
        if (all.filter(those -> those.before().isBefore(oldest)).isPresent()) {
            all = Optional.empty();
        }
    }
}
