package io.appkit.auth.session;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What sessions are made of.
 *
 * @param appName name of the app, in the cookie's name
 * @param https whether browsers reach the server by https, as the public origin says
 * @param port of the public origin; part of the cookie's name over plain http
 * @param keys what seals the cookies
 * @param maxAge how long after the sign-in a session ends, whatever happens
 * @param folder {@code var/auth} of the product: remembers revocations over a restart
 */
public record SessionSettings(String appName, boolean https, int port, CookieKeys keys, Duration maxAge, Path folder) {

    /** Checks the age. */
    public SessionSettings {
        if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalArgumentException("a session's maximum age is up to 90 days, not " + maxAge);
        }
    }
}
