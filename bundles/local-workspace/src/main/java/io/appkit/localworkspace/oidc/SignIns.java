package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.identity.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins from their code to their last refresh token. A code is good once, and so is a refresh token (RFC 9700, sections
 * 2.1.1 and 4.14.2); one that comes again ends its sign-in with all tokens of it. Bounded in number and age.
 */
public final class SignIns {

    /** From the last use on. */
    private static final Duration REFRESH_LIFETIME = Duration.ofHours(24);

    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);
    /** For how long a used code is known again. */
    private static final Duration CODE_MEMORY = Duration.ofMinutes(10);
    /** In which a client whose answer was lost may ask once more. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int MAX_OPEN_CODES = 500;
    private static final int MAX_SIGN_INS = 10_000;
    private static final int SECRET_BYTES = 24;
    private static final Pattern REFRESH_TOKEN =
            Pattern.compile("(([A-Za-z0-9_-]{32})\\.([0-9]{1,9}))\\.([A-Za-z0-9_-]{43})");

    private final Duration tokenLifetime;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Seal seal = new Seal();
    private final Map<String, SignIn> byCode = new LinkedHashMap<>();
    /** Those whose code was redeemed, by id, the one used longest ago first. */
    private final Map<String, SignIn> byId = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Without any sign-ins.
     *
     * @param tokenLifetime how long access tokens are valid
     */
    public SignIns(Duration tokenLifetime, Clock clock) {
        this.tokenLifetime = tokenLifetime;
        this.clock = clock;
    }

    /** One sign-in; guarded by the lock of all. */
    static final class SignIn {

        private final String id;
        private final User user;
        private final AuthorizeRequest request;
        private final Instant began;
        private boolean redeemed;
        private int generation;
        private Instant renewed;

        private SignIn(String id, User user, AuthorizeRequest request, Instant began) {
            this.id = id;
            this.user = user;
            this.request = request;
            this.began = began;
            this.renewed = began;
        }

        String id() {
            return id;
        }

        User user() {
            return user;
        }

        AuthorizeRequest request() {
            return request;
        }

        /** When the person chose. */
        Instant began() {
            return began;
        }
    }

    /**
     * A sign-in and its present refresh token.
     *
     * @param refreshToken null if none was asked for
     */
    record Redeemed(SignIn signIn, @Nullable String refreshToken) {

        @Override
        public String toString() {
            return "Redeemed[" + signIn.id() + "]";
        }
    }

    /** What a refresh token says. */
    private record Turn(String signIn, int generation) {}

    /** A code for a person who has just signed in. */
    synchronized String begin(User user, AuthorizeRequest request) throws OAuthError {
        Instant now = clock.instant();
        byCode.values()
                .removeIf(signIn -> now.isAfter(signIn.began.plus(signIn.redeemed ? CODE_MEMORY : CODE_LIFETIME)));
        if (byCode.values().stream().filter(signIn -> !signIn.redeemed).count() >= MAX_OPEN_CODES) {
            throw new OAuthError("temporarily_unavailable", "Too many sign-ins at a time");
        }
        String code = secret();
        byCode.put(code, new SignIn(secret(), user, request, now));
        limit(byCode);
        return code;
    }

    /** What a code was issued for. Any attempt uses it up. */
    synchronized Redeemed redeem(String code, String redirectUri, String verifier) throws OAuthError {
        SignIn signIn = byCode.get(code);
        if (signIn == null) {
            throw OAuthError.invalidGrant("The code is not known");
        } else if (signIn.redeemed) {
            byId.remove(signIn.id);
            throw OAuthError.invalidGrant("The code has been used before");
        }
        signIn.redeemed = true;
        if (!clock.instant().isBefore(signIn.began.plus(CODE_LIFETIME))) {
            throw OAuthError.invalidGrant("The code has expired");
        } else if (!signIn.request.redirectUri().equals(redirectUri)) {
            throw OAuthError.invalidGrant("redirect_uri is not the one of the authorization request");
        } else if (!same(challenge(verifier), signIn.request.challenge())) {
            throw OAuthError.invalidGrant("code_verifier does not match the code_challenge");
        }
        signIn.renewed = clock.instant();
        byId.put(signIn.id, signIn);
        limit(byId);
        return redeemed(signIn);
    }

    /** The sign-in of a refresh token, with a new one in its place. */
    synchronized Redeemed refresh(String token) throws OAuthError {
        Turn turn = turn(token).orElse(null);
        SignIn signIn = turn == null ? null : active(turn.signIn);
        if (turn == null || signIn == null) {
            throw OAuthError.invalidGrant("The refresh token is not valid");
        }
        boolean again =
                turn.generation == signIn.generation - 1 && clock.instant().isBefore(signIn.renewed.plus(GRACE));
        if (turn.generation == signIn.generation) {
            signIn.generation++;
            signIn.renewed = clock.instant();
        } else if (!again) {
            byId.remove(signIn.id);
            throw OAuthError.invalidGrant("The refresh token has been used before");
        }
        return redeemed(signIn);
    }

    /** Id of the sign-in that a refresh token, be it used up, is of; empty for any other text. */
    Optional<String> ofRefreshToken(String token) {
        return turn(token).map(Turn::signIn);
    }

    private Optional<Turn> turn(String token) {
        Matcher parts = REFRESH_TOKEN.matcher(token);
        return parts.matches() && seal.matches(parts.group(1), parts.group(4))
                ? Optional.of(new Turn(parts.group(2), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** Whether tokens of a sign-in are still good. */
    public synchronized boolean isActive(String id) {
        return active(id) != null;
    }

    /** Ends a sign-in with all its tokens. */
    synchronized void end(String id) {
        byId.remove(id);
    }

    private @Nullable SignIn active(String id) {
        SignIn signIn = byId.get(id);
        if (signIn == null) {
            return null;
        }
        boolean longer = refreshes(signIn) && REFRESH_LIFETIME.compareTo(tokenLifetime) > 0;
        if (clock.instant().isBefore(signIn.renewed.plus(longer ? REFRESH_LIFETIME : tokenLifetime))) {
            return signIn;
        }
        byId.remove(id);
        return null;
    }

    private Redeemed redeemed(SignIn signIn) {
        String text = signIn.id + "." + signIn.generation;
        return new Redeemed(signIn, refreshes(signIn) ? text + "." + seal.of(text) : null);
    }

    private static boolean refreshes(SignIn signIn) {
        return Scopes.has(signIn.request.scope(), Scopes.OFFLINE);
    }

    private static void limit(Map<String, SignIn> signIns) {
        if (signIns.size() > MAX_SIGN_INS) {
            Iterator<SignIn> oldest = signIns.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
