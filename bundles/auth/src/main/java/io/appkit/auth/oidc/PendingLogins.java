package io.appkit.auth.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.appkit.api.platform.GateRequest;
import io.appkit.auth.session.CookieKeys;
import io.appkit.auth.session.SealedText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Sign-ins under way, each in a sealed cookie of its own, so that several windows can sign in at once and any node can
 * finish what another began. On this node each is good for one answer.
 */
final class PendingLogins {

    static final Duration LIFE = Duration.ofMinutes(10);

    private static final int MOST_PER_BROWSER = 3;
    private static final int MOST_REMEMBERED = 50_000;
    private static final String ATTRIBUTES = "; Path=" + Paths.FOLDER + "; HttpOnly; SameSite=Lax";

    private final String prefix;
    private final String attributes;
    private final SealedText sealed;
    private final Clock clock;
    private final Cache<String, Boolean> answered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(LIFE.plusMinutes(1))
            .build();

    PendingLogins(String appName, boolean https, CookieKeys keys, Clock clock) {
        this.prefix = (https ? "__Secure-" : "") + appName.replaceAll("[^A-Za-z0-9_-]", "-") + "-login-";
        this.attributes = https ? ATTRIBUTES + "; Secure" : ATTRIBUTES;
        this.sealed = new SealedText(keys, "login:" + prefix);
        this.clock = clock;
    }

    /** A new one. */
    PendingLogin begin(String returnPath) {
        return PendingLogin.begin(returnPath, clock.instant().plus(LIFE));
    }

    /** Values of {@code Set-Cookie} that keep it, and remove the oldest if the browser keeps too many. */
    List<String> keep(PendingLogin login, GateRequest request) {
        List<String> cookies = new ArrayList<>();
        List<PendingLogin> others = CookieHeader.of(request).stream()
                .filter(cookie -> cookie.name().startsWith(prefix))
                .flatMap(cookie -> open(cookie.value()).stream())
                .sorted(Comparator.comparing(PendingLogin::expiresAt).reversed())
                .toList();
        others.stream()
                .skip(MOST_PER_BROWSER - 1)
                .forEach(old -> cookies.add(removal(old.state().getValue())));
        cookies.add(name(login.state().getValue()) + "=" + sealed.seal(login.text()) + attributes + "; Max-Age="
                + LIFE.toSeconds());
        return cookies;
    }

    /** The one of a state, if this browser began it, it is not over, and it has not been answered here. */
    Optional<PendingLogin> take(String state, GateRequest request) {
        String name = name(state);
        return CookieHeader.of(request).stream()
                .filter(cookie -> cookie.name().equals(name))
                .flatMap(cookie -> open(cookie.value()).stream())
                .filter(login -> login.state().getValue().equals(state))
                .filter(login -> clock.instant().isBefore(login.expiresAt()))
                .findFirst()
                .filter(login -> answered.asMap().putIfAbsent(name, true) == null);
    }

    /** A value of {@code Set-Cookie} that removes the one of a state. */
    String removal(String state) {
        return name(state) + "=" + attributes + "; Max-Age=0";
    }

    private Optional<PendingLogin> open(String cookie) {
        return sealed.open(cookie).flatMap(PendingLogin::parse);
    }

    private String name(String state) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
            return prefix + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
