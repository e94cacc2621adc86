package io.appkit.api.platform;

import io.appkit.api.Credential;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A caller's OAuth token. Created by the bundle {@code auth}, redeemed by {@code workspace}, seen by no other. */
public final class BearerToken implements Credential {

    private final String value;

    /** Wraps a token. */
    public BearerToken(String value) {
        this.value = value;
    }

    /** The token itself. */
    public String value() {
        return value;
    }

    @Override
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "BearerToken[" + fingerprint() + "]";
    }
}
