package io.appkit.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;

/** Validates id tokens: signature, issuer, audience, nonce and times. */
final class IdTokens {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private final ClientID client;
    private final Clock clock;

    IdTokens(String clientId, Clock clock) {
        this.client = new ClientID(clientId);
        this.clock = clock;
    }

    /** Neither unsigned ones nor those that anybody who knows the client's secret can sign. */
    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> signing = new HashSet<>(JWSAlgorithm.Family.RSA);
        signing.addAll(JWSAlgorithm.Family.EC);
        return Set.copyOf(signing);
    }

    void check(JWT token, Nonce nonce, Provider.Known provider) throws SignInFailure {
        IDTokenValidator validator = new IDTokenValidator(
                provider.metadata().getIssuer(),
                client,
                new JWSVerificationKeySelector<>(ALGORITHMS, provider.keys()),
                null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        try {
            checkWhatElse(validator.validate(token, nonce));
        } catch (KeySourceException e) {
            throw new SignInFailure(SignInFailure.Kind.UNAVAILABLE, "the provider's keys cannot be read");
        } catch (BadJOSEException | JOSEException e) {
            throw rejected(String.valueOf(e.getMessage()));
        }
    }

    /** What the library leaves to its user. */
    private void checkWhatElse(IDTokenClaimsSet claims) throws SignInFailure {
        Date notBefore = claims.getDateClaim("nbf");
        Instant latest = clock.instant().plus(SKEW);
        if (notBefore != null && notBefore.toInstant().isAfter(latest)) {
            throw rejected("not valid yet");
        }
        AuthorizedParty party = claims.getAuthorizedParty();
        if (party != null && !party.getValue().equals(client.getValue())) {
            throw rejected("of another authorized party");
        }
    }

    /** What follows the colon in the library's messages is of the token. */
    private static SignInFailure rejected(String reason) {
        int colon = reason.indexOf(':');
        return new SignInFailure(
                SignInFailure.Kind.REJECTED, "id token: " + (colon < 0 ? reason : reason.substring(0, colon)));
    }
}
