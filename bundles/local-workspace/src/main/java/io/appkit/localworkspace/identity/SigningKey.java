package io.appkit.localworkspace.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
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
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Signs tokens, and knows its own again. Made anew at each start. */
public final class SigningKey {

    /** The algorithm, as tokens name it. */
    public static final String ALGORITHM = "ES256";

    private final ECKey key;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    /** Makes a key. */
    public SigningKey() {
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

    /** The public key, for those who check tokens themselves. */
    public Map<String, Object> publicKeys() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }

    /** A signed token of a type. */
    public String sign(JOSEObjectType type, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(type)
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
        return token.serialize();
    }

    /** The claims of a token of that type which this key has signed; empty for any other text. */
    public Optional<JWTClaimsSet> verified(JOSEObjectType type, String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            boolean own = type.equals(signed.getHeader().getType()) && signed.verify(verifier);
            return own ? Optional.of(signed.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }
}
