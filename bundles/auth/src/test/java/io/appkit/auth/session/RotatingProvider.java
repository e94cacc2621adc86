package io.appkit.auth.session;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider whose refresh tokens are good once. */
final class RotatingProvider implements TokenRedeemer {

    private final Clock clock;
    private final Set<String> good = new HashSet<>();
    private final List<Tokens> revoked = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private int issued;
    volatile Duration life = Duration.ofHours(1);
    volatile boolean down;
    volatile boolean keepsRefreshToken;
    volatile int tokenSize = 20;
    /** Runs while a token is being redeemed. */
    volatile Runnable meanwhile = () -> {};

    RotatingProvider(Clock clock) {
        this.clock = clock;
    }

    synchronized Tokens issue() {
        String refresh = "refresh-" + ++issued;
        good.add(refresh);
        String access = ("access-" + issued + "-").repeat(tokenSize / 9 + 1).substring(0, tokenSize);
        return new Tokens(access, Optional.of(refresh), clock.instant().plus(life));
    }

    @Override
    public Tokens redeem(String refreshToken) throws IOException, RefusedException {
        asked.incrementAndGet();
        meanwhile.run();
        if (down) {
            throw new IOException("connection refused");
        }
        synchronized (this) {
            if (!good.contains(refreshToken)) {
                throw new RefusedException("invalid_grant");
            } else if (keepsRefreshToken) {
                Tokens tokens = issue();
                return new Tokens(tokens.accessToken(), Optional.empty(), tokens.expiresAt());
            }
            good.remove(refreshToken);
            return issue();
        }
    }

    @Override
    public synchronized void revoke(Tokens tokens) {
        // Hears of it too late, as providers may.
        revoked.add(tokens);
    }

    /** What was given back, in order. */
    synchronized List<Tokens> revoked() {
        return List.copyOf(revoked);
    }

    synchronized void forget() {
        good.clear();
    }

    int asked() {
        return asked.get();
    }
}
