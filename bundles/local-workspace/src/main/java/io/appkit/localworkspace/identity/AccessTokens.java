package io.appkit.localworkspace.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Issues and checks access tokens: signed JWTs under a key of this start. */
public final class AccessTokens {

    private static final String BEARER = "Bearer ";

    private final Clock clock;
    private final Duration lifetime;
    private final String issuer;
    private final ECKey key;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    /**
     * Makes a key.
     *
     * @param issuer URL of the authorization server
     * @param lifetime how long a token is valid
     */
    public AccessTokens(String issuer, Duration lifetime, Clock clock) {
        this.issuer = issuer;
        this.lifetime = lifetime;
        this.clock = clock;
        try {
            key = new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            signer = new ECDSASigner(key);
            verifier = new ECDSAVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java runtime cannot sign tokens", e);
        }
    }

    String issuer() {
        return issuer;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** The public key, for those who check tokens themselves. */
    Map<String, Object> publicKeys() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }

    String issue(ServicePrincipal principal, String scope) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(principal.clientId())
                        .claim("client_id", principal.clientId())
                        .claim("scope", scope)
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
        return token.serialize();
    }

    /** Refuses a call without a valid token. */
    public void check(Call call) throws ApiException {
        String header = call.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused("Credential was not sent or was of an unsupported type for this API.");
        }
        try {
            SignedJWT token = SignedJWT.parse(header.substring(BEARER.length()).trim());
            JWTClaimsSet claims = token.getJWTClaimsSet();
            if (!token.verify(verifier) || !issuer.equals(claims.getIssuer())) {
                throw refused("Invalid access token.");
            }
            if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
                throw ApiException.tokenExpired();
            }
        } catch (ParseException | JOSEException e) {
            throw refused("Invalid access token.");
        }
    }

    private static ApiException refused(String reason) {
        return new ApiException(401, "UNAUTHENTICATED", reason);
    }
}
