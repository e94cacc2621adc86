package io.appkit.auth.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens sealed sessions and remembers for a minute what they hold. */
final class OpenedSessions {

    private static final Duration KEPT = Duration.ofSeconds(60);

    private record Fingerprint(long first, long second, long third, long fourth) {

        static Fingerprint of(String sealed) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(sealed.getBytes(StandardCharsets.UTF_8));
                ByteBuffer longs = ByteBuffer.wrap(hash);
                return new Fingerprint(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final SealedText seal;
    private final Duration maxAge;
    private final Cache<Fingerprint, SessionState> opened;

    OpenedSessions(SealedText seal, Duration maxAge, Clock clock, int maxBytes) {
        this.seal = seal;
        this.maxAge = maxAge;
        opened = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumWeight(maxBytes)
                .weigher((Fingerprint key, SessionState state) -> state.weight())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** What a sealed session holds; empty if no key opens it. */
    Optional<SessionState> open(String sealed) {
        return Optional.ofNullable(opened.get(Fingerprint.of(sealed), hash -> read(sealed)));
    }

    private @Nullable SessionState read(String sealed) {
        try {
            String text = seal.open(sealed).orElse(null);
            return text == null ? null : SessionState.read(text, maxAge);
        } catch (ParseException | RuntimeException e) {
            // Ours by its seal, but of another version.
            return null;
        }
    }

    /** Seals a session; its next request finds this very object. */
    String seal(SessionState state) {
        String sealed = seal.seal(state.write());
        opened.put(Fingerprint.of(sealed), state);
        return sealed;
    }

    /** How many sessions were opened in the last minute. */
    int recent() {
        opened.cleanUp();
        return (int) opened.asMap().values().stream()
                .map(SessionState::id)
                .distinct()
                .count();
    }
}
