package io.appkit.localworkspace.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Issues and checks access tokens: signed JWTs (RFC 9068). */
public final class AccessTokens {

    /** The scope without which the APIs are closed. */
    public static final String SCOPE = "all-apis";

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String BEARER = "Bearer ";
    private static final String SIGN_IN = "sid";

    private final String issuer;
    private final Duration lifetime;
    private final Clock clock;
    private final SigningKey key;
    private final Directory directory;
    private final Predicate<String> signInActive;

    /**
     * Tokens of everyone in a directory.
     *
     * @param issuer URL of the authorization server
     * @param lifetime how long a token is valid
     * @param signInActive whether tokens of the sign-in with an id are still good
     */
    public AccessTokens(
            String issuer,
            Duration lifetime,
            Clock clock,
            SigningKey key,
            Directory directory,
            Predicate<String> signInActive) {
        this.issuer = issuer;
        this.lifetime = lifetime;
        this.clock = clock;
        this.key = key;
        this.directory = directory;
        this.signInActive = signInActive;
    }

    /** How long a token is valid. */
    public Duration lifetime() {
        return lifetime;
    }

    /**
     * A new token.
     *
     * @param scope what it is good for, separated by blanks
     * @param signIn id of the sign-in it comes from; null for an app of its own right
     */
    public String issue(Principal principal, String scope, @Nullable String signIn) {
        Instant now = clock.instant();
        return key.sign(
                TYPE,
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(principal.userName())
                        .claim("client_id", directory.app().clientId())
                        .claim("scope", scope)
                        .claim(SIGN_IN, signIn)
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .build());
    }

    /** Id of the sign-in that an access token, be it over, is of; empty for any other text. */
    public Optional<String> signInOf(String token) {
        return key.verified(TYPE, token).map(claims -> claims.getClaim(SIGN_IN)).map(Object::toString);
    }

    /** Tells whose token a call carries; refuses it without a valid one. */
    public Principal check(Call call) throws ApiException {
        String header = call.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused("Credential was not sent or was of an unsupported type for this API.");
        }
        Map<String, Object> claims = key.verified(
                        TYPE, header.substring(BEARER.length()).trim())
                .map(JWTClaimsSet::getClaims)
                .orElseThrow(AccessTokens::invalid);
        if (!(claims.get("exp") instanceof Date expiry) || !clock.instant().isBefore(expiry.toInstant())) {
            throw ApiException.tokenExpired();
        }
        if (claims.get(SIGN_IN) instanceof String signIn && !signInActive.test(signIn)) {
            throw refused("The access token has been revoked.");
        }
        if (!Arrays.asList(text(claims, "scope").split(" ")).contains(SCOPE)) {
            throw new ApiException(
                    403, "PERMISSION_DENIED", "Provided OAuth token does not have required scopes: " + SCOPE);
        }
        Optional<Principal> principal = directory.principal(text(claims, "sub"));
        return principal.orElseThrow(AccessTokens::invalid);
    }

    private static String text(Map<String, Object> claims, String name) {
        return Objects.toString(claims.get(name), "");
    }

    private static ApiException invalid() {
        return refused("Invalid access token.");
    }

    private static ApiException refused(String reason) {
        return new ApiException(401, "UNAUTHENTICATED", reason);
    }
}
