package io.appkit.localworkspace.oidc;

import java.time.Clock;
import java.time.Duration;

/**
 * Proves that a form comes from our page: another site can neither read one of these tokens nor make one, and each is good
 * for one request only. So the page needs no cookie, which the app's origin would not let through.
 */
final class FormTokens {

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Seal seal = new Seal();
    private final Clock clock;

    FormTokens(Clock clock) {
        this.clock = clock;
    }

    String issue(AuthorizeRequest request) {
        long end = clock.instant().plus(LIFETIME).toEpochMilli();
        return end + "." + seal.of(sealed(end, request));
    }

    boolean good(String token, AuthorizeRequest request) {
        int dot = token.indexOf('.');
        if (dot < 1 || dot > 18 || !token.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long end = Long.parseLong(token.substring(0, dot));
        return clock.millis() < end && seal.matches(sealed(end, request), token.substring(dot + 1));
    }

    /** Unlike for unlike requests: each field with its length before it. */
    private static String sealed(long end, AuthorizeRequest request) {
        StringBuilder text = new StringBuilder().append(end);
        request.fields()
                .forEach((name, value) -> text.append('\n')
                        .append(name)
                        .append(' ')
                        .append(value.length())
                        .append(' ')
                        .append(value));
        return text.toString();
    }
}
