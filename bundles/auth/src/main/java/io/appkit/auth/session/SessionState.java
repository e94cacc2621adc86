package io.appkit.auth.session;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.appkit.api.platform.BearerToken;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that a cookie holds of a session.
 *
 * @param session as requests see it
 * @param tokens of now
 * @param obtained when the tokens came
 * @param generation how often the tokens were renewed
 */
record SessionState(Session session, Tokens tokens, Instant obtained, int generation) {

    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** A session that begins. */
    static SessionState begin(String id, Identity identity, Tokens tokens, Instant began, Duration maxAge) {
        return of(id, identity, tokens, began, began, 0, maxAge);
    }

    private static SessionState of(
            String id,
            Identity identity,
            Tokens tokens,
            Instant began,
            Instant obtained,
            int generation,
            Duration maxAge) {
        Instant end = began.plus(maxAge);
        // What a token would do after the session is of no interest, and a provider may say any number of seconds.
        Instant over = tokens.expiresAt().isBefore(end) ? tokens.expiresAt() : end;
        Session session = new Session(
                id,
                identity,
                new BearerToken(tokens.accessToken()),
                tokens.refreshToken().isPresent() ? end : over,
                began);
        return new SessionState(
                session, new Tokens(tokens.accessToken(), tokens.refreshToken(), over), obtained, generation);
    }

    /** The same session with new tokens; a provider that sends no new refresh token lets the old one be used again. */
    SessionState renewed(Tokens next, Instant now, Duration maxAge) {
        Tokens kept = new Tokens(next.accessToken(), next.refreshToken().or(tokens::refreshToken), next.expiresAt());
        return of(session.sessionId(), session.identity(), kept, session.began(), now, generation + 1, maxAge);
    }

    String id() {
        return session.sessionId();
    }

    boolean renewable() {
        return tokens.refreshToken().isPresent();
    }

    boolean tokenOver(Instant now) {
        return !now.isBefore(tokens.expiresAt());
    }

    /**
     * Can and must be renewed: the access token ends before the session, and under ten minutes are left of it, or under
     * half of its life where that is shorter.
     */
    boolean renewalDue(Instant now) {
        if (!renewable() || !tokens.expiresAt().isBefore(session.expiresAt())) {
            return false;
        }
        Duration half = Duration.between(obtained, tokens.expiresAt()).dividedBy(2);
        return !now.isBefore(tokens.expiresAt().minus(half.compareTo(AHEAD) < 0 ? half : AHEAD));
    }

    /** How much memory it takes, more or less, in bytes. */
    int weight() {
        return 1_000
                + 2 * tokens.accessToken().length()
                + tokens.refreshToken().map(String::length).orElse(0);
    }

    String write() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sid", session.sessionId());
        json.put("sub", session.identity().id());
        session.identity().email().ifPresent(email -> json.put("email", email));
        session.identity().name().ifPresent(name -> json.put("name", name));
        json.put("at", tokens.accessToken());
        tokens.refreshToken().ifPresent(token -> json.put("rt", token));
        json.put("exp", micros(tokens.expiresAt()));
        json.put("got", micros(obtained));
        json.put("beg", micros(session.began()));
        json.put("gen", generation);
        return JSONObjectUtils.toJSONString(json);
    }

    static SessionState read(String text, Duration maxAge) throws ParseException {
        Map<String, Object> json = JSONObjectUtils.parse(text);
        Identity identity = new Identity(required(json, "sub"), optional(json, "email"), optional(json, "name"));
        Tokens tokens = new Tokens(required(json, "at"), optional(json, "rt"), instant(json, "exp"));
        return of(
                required(json, "sid"),
                identity,
                tokens,
                instant(json, "beg"),
                instant(json, "got"),
                JSONObjectUtils.getInt(json, "gen"),
                maxAge);
    }

    private static String required(Map<String, Object> json, String key) throws ParseException {
        return optional(json, key).orElseThrow(() -> new ParseException("no " + key, 0));
    }

    private static Optional<String> optional(Map<String, Object> json, String key) throws ParseException {
        return Optional.ofNullable(JSONObjectUtils.getString(json, key));
    }

    private static Instant instant(Map<String, Object> json, String key) throws ParseException {
        return Instant.EPOCH.plus(JSONObjectUtils.getLong(json, key), ChronoUnit.MICROS);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
