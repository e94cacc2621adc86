package io.appkit.auth.session;

import io.appkit.auth.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Sessions with a clock, a provider and background tasks that a test holds in its hands. */
final class SessionKit {

    static final Identity ADA =
            new Identity("1001", Optional.of("ada@example.com"), Optional.of("Ada \"the\" \u00c4rger"));
    static final Duration DAY = Duration.ofHours(24);

    final TestClock clock = new TestClock(Instant.parse("2026-03-01T12:00:00Z"));
    final RotatingProvider provider = new RotatingProvider(clock);
    final Queue<Runnable> background = new ConcurrentLinkedQueue<>();
    final Path folder;
    CookieKeys keys = keys(1);
    Executor executor = background::add;
    Duration patience = Duration.ofSeconds(30);
    Sessions.Limits limits = Sessions.Limits.USUAL;
    boolean https = true;
    Duration maxAge = DAY;

    SessionKit(Path folder) {
        this.folder = folder;
    }

    Sessions start() {
        return start("app", 8443);
    }

    Sessions start(String app, int port) {
        try {
            SessionSettings settings = new SessionSettings(app, https, port, keys, maxAge, folder);
            return new Sessions(settings, provider, clock, executor, () -> {}, patience, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Browser signIn(Sessions sessions) throws SessionTooLargeException {
        return Browser.with(sessions.begin(ADA, provider.issue(), List.of()));
    }

    /** Runs what was put into the background until now. */
    void runBackground() {
        Queue<Runnable> tasks = new ArrayDeque<>(background);
        background.removeAll(tasks);
        tasks.forEach(Runnable::run);
    }

    /** A key whose bytes are all this number. */
    static String key(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static CookieKeys keys(int... numbers) {
        return CookieKeys.of(Arrays.stream(numbers).mapToObj(SessionKit::key).toList());
    }

    static Found.Valid valid(Found found) {
        if (found instanceof Found.Valid valid) {
            return valid;
        }
        throw new AssertionError("not valid: " + found);
    }
}
